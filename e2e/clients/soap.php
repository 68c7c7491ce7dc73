<?php
// One application's day with PHP's SoapClient: soap.php ADDRESS TOKEN HOW VERSION < groups.json
//
// HOW is "wsdl" or "plain", which is without a document: on Moodle's address (.php) encoded calls by position, on the other one
// document/literal. VERSION is 1.1 or 1.2.

[, $address, $secret, $how, $version] = $argv;
$moodle = str_ends_with($address, '.php');
$groups = json_decode(stream_get_contents(STDIN), true);

$options = [
    'soap_version' => $version === '1.2' ? SOAP_1_2 : SOAP_1_1,
    'features' => SOAP_SINGLE_ELEMENT_ARRAYS,
    'cache_wsdl' => WSDL_CACHE_NONE,
];
if ($how === 'wsdl') {
    $client = new SoapClient("$address?wsdl=1&wstoken=$secret", $options);
} elseif ($moodle) {
    $client = new SoapClient(null, $options + ['location' => $address, 'uri' => 'http://example.org/']);
} else {
    $client = new SoapClient(null, $options + ['location' => $address, 'uri' => 'urn:gatehouse:1', 'style' => SOAP_RPC, 'use' => SOAP_LITERAL]);
}

// literal writes parameters without a document: a list is a parameter for each of its items.
function literal(array $parameters): array
{
    $parts = [];
    foreach ($parameters as $name => $value) {
        foreach (is_array($value) ? $value : [$value] as $item) {
            $parts[] = new SoapParam(is_array($item) ? (object) $item : $item, $name);
        }
    }
    return $parts;
}

function ask(string $token, string $name, array $parameters = []): mixed
{
    global $client, $address, $moodle, $how;
    $client->__setLocation("$address?wstoken=$token");
    if ($moodle) {
        return plain($client->__soapCall($name, array_values($parameters)));
    }
    if ($how === 'wsdl') {
        return plain($client->__soapCall($name, [$parameters])->return ?? null);
    }
    $answer = plain($client->__soapCall($name, literal($parameters)));
    return $answer['return'] ?? $answer; // without a document a list of one is the one
}

// incomplete sends what the library itself refuses to send when it has the document.
function incomplete(array $group): mixed
{
    global $client, $moodle, $how, $secret, $address;
    if ($moodle || $how === 'plain') {
        return ask($secret, 'core_group_create_groups', ['groups' => [$group, ['courseid' => 20, 'name' => 'x']]]);
    }
    $client->__setLocation("$address?wstoken=$secret");
    $xml = '<f:core_group_create_groups xmlns:f="urn:gatehouse:1"><f:groups><f:courseid>20</f:courseid><f:name>x</f:name></f:groups></f:core_group_create_groups>';
    return $client->__soapCall('core_group_create_groups', [new SoapVar($xml, XSD_ANYXML)]);
}

// plain turns objects into arrays.
function plain(mixed $value): mixed
{
    return json_decode(json_encode($value), true);
}

function refused(callable $call): string
{
    try {
        return 'answered ' . json_encode($call());
    } catch (SoapFault $fault) {
        return $fault->detail->wsException->errorcode ?? $fault->faultactor ?? "$fault";
    }
}

$info = ask($secret, 'core_webservice_get_site_info');
$day = [
    'badToken' => refused(fn () => ask(str_repeat('f', 32), 'core_webservice_get_site_info')),
    'missing' => refused(fn () => incomplete($groups[0])),
    'username' => $info['username'],
    'functions' => array_column($info['functions'], 'name'),
    'made' => ask($secret, 'core_group_create_groups', ['groups' => $groups]),
];
$ids = array_column($day['made'], 'id');
$day['read'] = ask($secret, 'core_group_get_groups', ['groupids' => $ids]);
$day['void'] = ask($secret, 'core_group_delete_groups', ['groupids' => [$ids[0]]]);
$left = ask($secret, 'core_group_get_course_groups', ['courseid' => 20]);
$day['left'] = array_is_list($left) ? $left : [$left];
echo json_encode($day, JSON_THROW_ON_ERROR);
