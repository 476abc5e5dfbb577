# The production image: the portal behind gunicorn, as a user without rights, on a read-only root.
#
#   docker build -t bps-portal .
#   docker run --read-only --env-file .env -p 8000:8000 bps-portal
#
# The same image runs the task worker (`python manage.py db_worker`), the clock
# (`python manage.py run_scheduler`) and migrations (`python manage.py migrate`). compose.yaml starts
# all of them. sbom.cdx.json inside lists the Python libraries (CycloneDX).
ARG PYTHON_IMAGE=python:3.13-slim-trixie

# --- Builder: dependencies, compiled catalogues, collected files ---------------------------------
FROM ${PYTHON_IMAGE} AS builder

# The certificates of the image, to which a network with its own can add.
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 UV_SYSTEM_CERTS=1
WORKDIR /app

# psycopg2 is built against the libpq that Debian keeps safe, which the wheel's own copy is not.
# hadolint ignore=DL3008
RUN apt-get update && \
    apt-get install -y --no-install-recommends gcc libc6-dev libpq-dev python3-dev && \
    rm -rf /var/lib/apt/lists/*
# `venv` suits both an interpreter in /usr/local and a distribution's own.
RUN python3 -m venv /tools && /tools/bin/pip install uv==0.13.9 && python3 -m venv /venv

COPY pyproject.toml uv.lock ./
RUN UV_PROJECT_ENVIRONMENT=/venv /tools/bin/uv sync --frozen --no-default-groups --extra s3 \
    --no-binary-package psycopg2-binary --python /venv/bin/python --compile-bytecode --no-cache && \
    /tools/bin/uv export --frozen --no-default-groups --extra s3 --format cyclonedx1.5 \
    --output-file /sbom.cdx.json --quiet

COPY . .
# Babel compiles the catalogues and is not needed afterwards. The local settings need no secrets.
RUN UV_PROJECT_ENVIRONMENT=/tools /tools/bin/uv sync --frozen --inexact --only-group messages \
    --python /tools/bin/python --no-cache && \
    /tools/bin/python -c "from bps_portal.launcher.messages import compile_messages; compile_messages()" && \
    DJANGO_SETTINGS_MODULE=bps_portal.settings.local \
    /venv/bin/python manage.py collectstatic --no-input --verbosity 0 && \
    /venv/bin/python -m compileall -q bps_portal campaigns emergency news && \
    mv /sbom.cdx.json .

# --- The image -----------------------------------------------------------------------------------
FROM ${PYTHON_IMAGE}

ARG VERSION=0.1.0
ARG REVISION=
LABEL org.opencontainers.image.title="BPS portal" \
      org.opencontainers.image.description="Bilingual public portal behind gunicorn" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

ENV DJANGO_SETTINGS_MODULE=bps_portal.settings.production \
    PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    RELEASE=${VERSION}
WORKDIR /app

# pg_dump and pg_restore are what `backup` and `restore` use.
# hadolint ignore=DL3008
RUN apt-get update && \
    apt-get install -y --no-install-recommends libpq5 mailcap postgresql-client && \
    rm -rf /var/lib/apt/lists/* && \
    useradd --system --uid 10001 --no-create-home --home-dir /nonexistent portal
COPY --from=builder /venv /venv
COPY --from=builder /app /app
RUN install -d -o portal -g portal /app/var/media /app/var/core

USER 10001
# All that is ever written: uploads, core pages, and what lasts no longer than the process.
VOLUME ["/app/var/media", "/app/var/core", "/tmp"]
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ.get(\"PORT\") or 8000}/healthz/live', timeout=3).close()"]
CMD ["gunicorn", "-c", "deploy/gunicorn.conf.py"]
