"""One application's day with zeep: soap.py ADDRESS TOKEN < groups.json

Every answer, and the detail of every fault, must be valid by the schema of the document.
"""
import json
import sys
from urllib.request import urlopen

import zeep
from lxml import etree
from zeep.helpers import serialize_object

address, secret = sys.argv[1:]
groups = json.load(sys.stdin)
document = f'{address}?wsdl=1&wstoken={secret}'


class Valid(zeep.Plugin):
    def __init__(self):
        schema = etree.parse(urlopen(document)).find('.//{http://www.w3.org/2001/XMLSchema}schema')
        self.schema = etree.XMLSchema(etree.fromstring(etree.tostring(schema)))

    def ingress(self, envelope, http_headers, operation):
        body = envelope.find('{*}Body')
        self.schema.assertValid(body.find('.//{*}wsException') if body.find('{*}Fault') is not None else body[0])
        return envelope, http_headers


client = zeep.Client(document, plugins=[Valid()])
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
