# The production image: the portal behind gunicorn, as a user without rights.
#
#   docker build -t bps-portal .
#   docker run --env-file .env -p 8000:8000 bps-portal
#
# The same image runs the task worker (`python manage.py db_worker`), the clock
# (`python manage.py run_scheduler`) and migrations (`python manage.py migrate`).
ARG PYTHON_IMAGE=python:3.13-slim-trixie

# --- Builder: dependencies, compiled catalogues, collected files ---------------------------------
FROM ${PYTHON_IMAGE} AS builder

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /app

# `venv` suits both an interpreter in /usr/local and a distribution's own.
RUN python3 -m venv /tools && /tools/bin/pip install uv==0.13.9 && python3 -m venv /venv

COPY pyproject.toml uv.lock ./
RUN UV_PROJECT_ENVIRONMENT=/venv /tools/bin/uv sync --frozen --no-default-groups \
    --python /venv/bin/python --compile-bytecode

COPY . .
# Babel compiles the catalogues and is not needed afterwards. The settings want values that nothing
# here uses.
RUN UV_PROJECT_ENVIRONMENT=/tools /tools/bin/uv sync --frozen --inexact --only-group messages \
    --python /tools/bin/python && \
    /tools/bin/python -c "from bps_portal.launcher.messages import compile_messages; compile_messages()" && \
    SECRET_KEY=build ALLOWED_HOSTS=localhost SITE_URL=https://localhost DATABASE_URL=postgres:///x \
    DJANGO_SETTINGS_MODULE=bps_portal.settings.production \
    /venv/bin/python manage.py collectstatic --no-input --verbosity 0

# --- The image -----------------------------------------------------------------------------------
FROM ${PYTHON_IMAGE}

ENV DJANGO_SETTINGS_MODULE=bps_portal.settings.production \
    PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /app

COPY --from=builder /venv /venv
COPY --from=builder /app /app
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent portal && \
    install -d -o portal -g portal /app/var/media

USER 10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz/live', timeout=3).close()"]
# No control socket: its place would be in a home folder, which this user has not.
CMD ["gunicorn", "bps_portal.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", \
     "--worker-class", "gthread", "--no-control-socket", "--worker-tmp-dir", "/dev/shm", \
     "--access-logfile", "-"]
