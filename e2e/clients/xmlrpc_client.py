"""One application's day with Python's xmlrpc.client: xmlrpc_client.py ADDRESS TOKEN < groups.json

On Moodle's address (.php) the token stands in the query and parameters in their order; on the other one the token stands in a header
and parameters in a struct, and the last reads are one multicall."""
import json
import re
import sys
import xmlrpc.client

address, secret = sys.argv[1:]
groups = json.load(sys.stdin)
moodle = address.endswith(".php")


def server(token):
    if moodle:
        return xmlrpc.client.ServerProxy(address + "?wstoken=" + token)
    return xmlrpc.client.ServerProxy(address, headers=[("Authorization", "Bearer " + token)], allow_none=True)


def given(**parameters):
    return list(parameters.values()) if moodle else [parameters]


def refused(call):
    try:
        return "answered %r" % call()
    except xmlrpc.client.Fault as fault:
        assert fault.faultCode > 10_000_000, fault
        return re.search(r"\| ERRORCODE: (\w+)$", fault.faultString).group(1)


site = server(secret)
day = {
    "badToken": refused(lambda: server("f" * 32).core_webservice_get_site_info()),
    "missing": refused(lambda: site.core_group_create_groups(*given(groups=[groups[0], {"courseid": 20, "name": "x"}]))),
}
info = site.core_webservice_get_site_info()
day["username"] = info["username"]
day["functions"] = [f["name"] for f in info["functions"]]
day["made"] = site.core_group_create_groups(*given(groups=groups))
ids = [g["id"] for g in day["made"]]
day["read"] = site.core_group_get_groups(*given(groupids=ids))
day["void"] = site.core_group_delete_groups(*given(groupids=ids[:1]))
if moodle:
    day["left"] = site.core_group_get_course_groups(20)
else:
    assert "core_group_get_groups" in site.system.listMethods()
    assert site.system.methodSignature("core_group_get_course_groups") == [["array", "int"]]
    assert "course" in site.system.methodHelp("core_group_get_course_groups")
    several = xmlrpc.client.MultiCall(site)
    several.core_group_get_course_groups(20)
    several.core_nothing_get()
    results = several()
    day["left"] = results[0]
    assert refused(lambda: results[1]) == "invalidrecord"
json.dump(day, sys.stdout)
