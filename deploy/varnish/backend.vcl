# Where the portal answers: a backend for each machine, and a line for each in vcl_init.
import directors;

probe live {
    .url = "/healthz/live";
    .interval = 2s;
    .timeout = 5s;
    # Only a portal that has hung for long is given up: one that is merely busy must still be
    # asked for what nobody has a copy of, and one that is gone refuses at once anyway.
    .window = 8;
    .threshold = 1;
    .initial = 1;
}

backend portal_1 {
    .host = "127.0.0.1";
    .port = "8000";
    .connect_timeout = 2s;
    .first_byte_timeout = 20s;
    .probe = live;
}

sub vcl_init {
    new portals = directors.round_robin();
    portals.add_backend(portal_1);
}

sub vcl_recv {
    set req.backend_hint = portals.backend();
}

# Where the copies of the most needed pages are (deploy/nginx/core.conf), asked when the portal does
# not answer and there is no copy here either. On a machine without them: backend core none;
backend core {
    .host = "127.0.0.1";
    .port = "8081";
    .connect_timeout = 1s;
    .first_byte_timeout = 5s;
}
