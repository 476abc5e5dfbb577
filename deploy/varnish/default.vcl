# The portal behind Varnish 7 with varnish-modules (Debian's packages); start.sh starts it.
#
# Set FRONTEND_CACHE_URL=http://127.0.0.1:6082 for the portal. Purges come in at the listener named
# "purge" and nowhere else, so whoever stands in front of "web" cannot pass one on.

vcl 4.1;

import std;
import xkey;

# Where the portal answers, and the files for when it does not.
include "backend.vcl";

acl purgers {
    "localhost";
}

sub vcl_recv {
    unset req.http.X-Outage;

    if (req.method == "PURGE") {
        if (local.socket != "purge" || client.ip !~ purgers) {
            std.syslog(4, "Purge refused from " + client.ip);
            return (synth(403, "Forbidden"));
        }
        # Soft: an old copy is asked for anew, and still there when nobody answers.
        return (synth(200, "Purged " + xkey.softpurge(req.http.Surrogate-Key)));
    }
    if (local.socket == "purge") {
        return (synth(405, "Method Not Allowed"));
    }

    # Where a visitor came from is no part of what is read.
    if (req.url ~ "\?" && req.url ~ "[?&](utm_[a-z]+|fbclid|gclid|mc_cid|mc_eid)=") {
        set req.url = regsuball(req.url, "([?&])(utm_[a-z]+|fbclid|gclid|mc_cid|mc_eid)=[^&]*", "\1");
        set req.url = regsuball(req.url, "&&+", "&");
        set req.url = regsub(req.url, "\?&", "?");
        set req.url = regsub(req.url, "[?&]$", "");
    }

    if (req.restarts == 0 && std.healthy(req.backend_hint)) {
        # What is old is asked for anew, once for all who wait.
        set req.grace = 0s;
    } else {
        # The portal does not answer: what there is, however old.
        set req.grace = 7d;
        set req.http.X-Outage = "1";
    }

    if (req.method != "GET" && req.method != "HEAD") {
        # Whole before the portal is asked: it has no thread to spare for a slow line. Only editors
        # send more, and those pass as they come.
        if (std.integer(req.http.Content-Length, 0) <= 1000000) {
            std.cache_req_body(1MB);
        } else if (req.url !~ "^/admin/") {
            return (synth(413, "Content Too Large"));
        }
        return (pass);
    }
    if (req.url ~ "^/(admin|hooks|healthz)(/|$)") {
        return (pass);
    }
    # Cookies are not looked at: what depends on one says so itself, with Cache-Control: private.
    return (hash);
}

sub vcl_backend_response {
    if (bereq.backend == core) {
        if (beresp.status >= 400) {
            return (error);
        }
        # Nothing that stays: the portal may be back at the next request.
        set beresp.uncacheable = true;
        set beresp.ttl = 0s;
        return (deliver);
    }
    if (beresp.status >= 500) {
        if (bereq.is_bgfetch || (!bereq.uncacheable && !bereq.http.X-Outage)) {
            # Never in place of a page that is there: vcl_synth looks for one.
            return (abandon);
        }
        # Nothing is there: the portal's own words, for this reader alone.
        set beresp.uncacheable = true;
        return (deliver);
    }
    if (beresp.http.Surrogate-Key) {
        # One that says "not modified" names them too: the copy takes them over.
        set beresp.http.xkey = beresp.http.Surrogate-Key;
        unset beresp.http.Surrogate-Key;
        unset beresp.http.Cache-Tag;
    }
    if (beresp.http.xkey && beresp.http.CDN-Cache-Control ~ "max-age=\d+") {
        set beresp.ttl = std.duration(
            regsub(beresp.http.CDN-Cache-Control, "^.*max-age=(\d+).*$", "\1s"), 1s);
    }
    if (beresp.ttl <= 0s || beresp.http.Set-Cookie
        || beresp.http.Cache-Control ~ "(?i)(private|no-cache|no-store)") {
        # For one reader. That is noted of the address, so that its readers do not wait for each
        # other, and soon forgotten: anybody can invent addresses with a query.
        set beresp.uncacheable = true;
        set beresp.ttl = 10s;
        set beresp.grace = 0s;
        set beresp.keep = 0s;
    } else {
        set beresp.grace = 7d;
        set beresp.keep = 7d;
    }
    if (beresp.http.Content-Type ~ "^(text/|application/(json|xml|atom\+xml|javascript)|image/svg)") {
        set beresp.do_gzip = true;
    }
}

sub vcl_backend_error {
    if (bereq.retries == 0 && (bereq.method == "GET" || bereq.method == "HEAD")) {
        # Another machine, or the same that has just been started anew.
        return (retry);
    }
    if (bereq.is_bgfetch || (!bereq.uncacheable && !bereq.http.X-Outage)) {
        return (abandon);
    }
    if (bereq.retries == 1 && (bereq.method == "GET" || bereq.method == "HEAD")) {
        set bereq.backend = core;
        return (retry);
    }
    # Neither the portal nor a copy: the least that helps.
    set beresp.http.Content-Type = "text/html; charset=utf-8";
    set beresp.http.Retry-After = "5";
    set beresp.http.Cache-Control = "no-store";
    set beresp.http.Content-Security-Policy = "default-src 'none'; frame-ancestors 'none'";
    set beresp.http.X-Content-Type-Options = "nosniff";
    synthetic({"<!DOCTYPE html><html lang="fr"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>112</title>
<main><section><h1>Cette page est indisponible pour le moment</h1>
<p>En danger, appelez le <a href="tel:112">112</a> (pompiers, ambulance) ou le
<a href="tel:101">101</a> (police).</p></section>
<section lang="nl"><h1>Deze pagina is nu niet beschikbaar</h1>
<p>In gevaar? Bel <a href="tel:112">112</a> (brandweer, ziekenwagen) of
<a href="tel:101">101</a> (politie).</p></section></main></html>
"});
    return (deliver);
}

sub vcl_synth {
    if (resp.status == 503 && req.restarts == 0 && (req.method == "GET" || req.method == "HEAD")) {
        # Once more, for an old copy.
        return (restart);
    }
    set resp.http.Content-Type = "text/plain; charset=utf-8";
    set resp.body = resp.reason;
    return (deliver);
}

sub vcl_deliver {
    unset resp.http.xkey;
    unset resp.http.CDN-Cache-Control;
    if (obj.hits > 0) {
        set resp.http.X-Cache = "hit";
    } else {
        set resp.http.X-Cache = "miss";
    }
}
