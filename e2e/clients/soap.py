"""One application's day with zeep: soap.py ADDRESS TOKEN < groups.json"""
import json
import sys

import zeep
from zeep.helpers import serialize_object

address, secret = sys.argv[1:]
groups = json.load(sys.stdin)
client = zeep.Client(f'{address}?wsdl=1&wstoken={secret}')
binding = next(iter(client.wsdl.bindings))


def ask(token, name, **parameters):
    service = client.create_service(binding, f'{address}?wstoken={token}')
    return serialize_object(service[name](**parameters), dict)


def described(group_list):
    """The groups, with an empty text for what zeep reads out of an empty element."""
    return [{**group, 'description': group['description'] or ''} for group in group_list]


def refused(*args, **parameters):
    try:
        return f'answered {ask(*args, **parameters)}'
    except zeep.exceptions.Fault as fault:
        return fault.detail.findtext('{*}wsException/{*}errorcode')


info = ask(secret, 'core_webservice_get_site_info')
day = {
    'badToken': refused('f' * 32, 'core_webservice_get_site_info'),
    'missing': refused(secret, 'core_group_create_groups', groups=[groups[0], {'courseid': 20, 'name': 'x', 'description': zeep.xsd.SkipValue}]),
    'username': info['username'],
    'functions': [f['name'] for f in info['functions']],
    'made': ask(secret, 'core_group_create_groups', groups=groups),
}
ids = [group['id'] for group in day['made']]
day['read'] = described(ask(secret, 'core_group_get_groups', groupids=ids))
day['void'] = ask(secret, 'core_group_delete_groups', groupids=[ids[0]])
day['left'] = ask(secret, 'core_group_get_course_groups', courseid=20)
print(json.dumps(day))
