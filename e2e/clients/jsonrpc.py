"""One application's day with jsonrpclib-pelix: jsonrpc.py BASE TOKEN < groups.json"""
import json
import sys

import jsonrpclib

base, secret = sys.argv[1:]
groups = json.load(sys.stdin)


def server(token):
    return jsonrpclib.ServerProxy(base + "/webservice/jsonrpc", headers={"Authorization": "Bearer " + token})


def refused(call):
    try:
        return "answered %r" % call()
    except jsonrpclib.AppError as error:
        return error.data()["errorcode"]
    except jsonrpclib.ProtocolError as error:  # of the protocol's own range: without data
        return {-32602: "invalidparameter"}[error.args[0][0]]


site = server(secret)
day = {
    "badToken": refused(lambda: server("f" * 32).core_webservice_get_site_info()),
    "missing": refused(lambda: site.core_group_create_groups(groups=[groups[0], {"courseid": 20, "name": "x"}])),
}
info = site.core_webservice_get_site_info()
day["username"] = info["username"]
day["functions"] = [f["name"] for f in info["functions"]]
day["made"] = site.core_group_create_groups(groups=groups)
ids = [g["id"] for g in day["made"]]
day["read"] = site.core_group_get_groups(ids)  # by position
day["void"] = site.core_group_delete_groups(groupids=ids[:1])

batch = jsonrpclib.MultiCall(site)
batch.core_group_get_course_groups(courseid=20)
batch.core_webservice_get_site_info()
left, again = batch()
assert again["username"] == info["username"]
day["left"] = left
json.dump(day, sys.stdout)
