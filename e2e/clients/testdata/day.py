"""One application's day with the client that the server has made: day.py ADDRESS TOKEN < groups.json"""
import json
import sys
from typing import Any, Callable, Dict, List

from client import CoreGroupCreateGroupsParamsGroupsItem, WebServiceError, WebServices

url, token = sys.argv[1:]
groups: List[CoreGroupCreateGroupsParamsGroupsItem] = json.load(sys.stdin)
client = WebServices(token, url + "/")


def refused(make: Callable[[], Any]) -> WebServiceError:
    try:
        raise SystemExit("not refused: %s" % make())
    except WebServiceError as error:
        return error


wrong = refused(lambda: client.call("core_group_create_groups", {"groups": [groups[0], {"courseid": 20, "name": "x"}]}))
info = client.core_webservice_get_site_info()
client.core_group_create_groups({"groups": groups}, idempotency_key="day")  # whose answer is lost
made = client.core_group_create_groups({"groups": groups}, idempotency_key="day")
day: Dict[str, Any] = {
    "badToken": refused(lambda: WebServices("f" * 32, url).core_webservice_get_site_info()).code,
    "missing": wrong.code,
    "path": wrong.path,
    "request": "string" if wrong.request_id else "none",
    "username": info["username"],
    "functions": [f["name"] for f in info["functions"]],
    "made": made,
    "read": client.core_group_get_groups({"groupids": [g["id"] for g in made]}),
}
client.core_group_delete_groups({"groupids": [made[0]["id"]]})
day["left"] = client.core_group_get_course_groups({"courseid": 20})
print(json.dumps(day))
