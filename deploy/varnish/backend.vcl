# Where the portal answers.
backend portal {
    .host = "127.0.0.1";
    .port = "8000";
    .connect_timeout = 2s;
    .first_byte_timeout = 20s;
    .probe = {
        .url = "/healthz/live";
        .interval = 2s;
        .timeout = 5s;
        # Only a portal that has hung for long is given up: one that is merely busy must still be
        # asked for what nobody has a copy of, and one that is gone refuses at once anyway.
        .window = 8;
        .threshold = 1;
        .initial = 1;
    }
}
