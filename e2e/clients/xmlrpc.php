<?php
// One application's day with PHP's xmlrpc extension: xmlrpc.php ADDRESS TOKEN < groups.json
//
// On Moodle's address (.php) parameters stand in their order, no content type is named, and what is all ASCII is declared as ISO-8859-1, as
// Moodle's example client does it. On the other one parameters stand in a struct.

[, $address, $secret] = $argv;
$moodle = str_ends_with($address, '.php');
$groups = json_decode(stream_get_contents(STDIN), true);

function ask(string $token, string $method, array $parameters = []): mixed
{
    global $address, $moodle;
    $given = $moodle ? array_values($parameters) : ($parameters ? [$parameters] : []);
    $body = $given ? xmlrpc_encode_request($method, $given, ['encoding' => 'utf-8', 'escaping' => 'markup']) : xmlrpc_encode_request($method, $given);
    $http = ['method' => 'POST', 'content' => $body, 'header' => $moodle ? 'User-Agent: MoodleBot/1.0' : 'Content-Type: text/xml'];
    $text = @file_get_contents("$address?wstoken=$token", false, stream_context_create(['http' => $http]));
    return xmlrpc_decode($text, 'utf-8');
}

function refused(mixed $answer): string
{
    if (!is_array($answer) || !xmlrpc_is_fault($answer) || $answer['faultCode'] < 10_000_000) {
        return 'answered ' . json_encode($answer);
    }
    preg_match('/\| ERRORCODE: (\w+)$/', $answer['faultString'], $found);
    return $found[1];
}

$info = ask($secret, 'core_webservice_get_site_info');
$day = [
    'badToken' => refused(ask(str_repeat('f', 32), 'core_webservice_get_site_info')),
    'missing' => refused(ask($secret, 'core_group_create_groups', ['groups' => [$groups[0], ['courseid' => 20, 'name' => 'x']]])),
    'username' => $info['username'],
    'functions' => array_column($info['functions'], 'name'),
    'made' => ask($secret, 'core_group_create_groups', ['groups' => $groups]),
];
$ids = array_column($day['made'], 'id');
$day['read'] = ask($secret, 'core_group_get_groups', ['groupids' => $ids]);
$day['void'] = ask($secret, 'core_group_delete_groups', ['groupids' => [$ids[0]]]);
$day['left'] = ask($secret, 'core_group_get_course_groups', ['courseid' => 20]);
echo json_encode($day, JSON_THROW_ON_ERROR);
