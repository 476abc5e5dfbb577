# Where the portal answers.
backend portal {
    .host = "127.0.0.1";
    .port = "8000";
    .first_byte_timeout = 30s;
    .probe = {
        .url = "/healthz/live";
        # Back at once: a portal that was taken for well costs no reader more than a second try.
        .interval = 1s;
        .timeout = 1s;
        .window = 2;
        .threshold = 1;
        .initial = 1;
    }
}
