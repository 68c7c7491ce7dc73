# One application's day with RPC::XML: xmlrpc.pl ADDRESS TOKEN < groups.json
#
# On Moodle's address (.php) the token stands in the query and parameters in their order; on the other one the token stands in a header
# and parameters in a struct.
use strict;
use warnings;
use JSON::PP;
use RPC::XML;
use RPC::XML::Client;

my ($address, $secret) = @ARGV;
my $moodle = $address =~ /\.php$/;
my $groups = decode_json(do { local $/; <STDIN> });
$RPC::XML::ENCODING = 'utf-8';

sub client {
    my ($token) = @_;
    return RPC::XML::Client->new($address . '?wstoken=' . $token) if $moodle;
    my $client = RPC::XML::Client->new($address);
    $client->useragent->default_header(Authorization => "Bearer $token");
    return $client;
}

sub group {    # a text that looks like a number would be sent as one
    my ($g) = @_;
    return { courseid => RPC::XML::int->new($g->{courseid}), map { $_ => RPC::XML::string->new($g->{$_}) } grep { $_ ne 'courseid' } keys %$g };
}

sub numbers {    # RPC::XML gives whole numbers as text
    return [map { { %$_, id => $_->{id} + 0, courseid => $_->{courseid} + 0 } } @{ $_[0] }];
}

sub given {
    my ($name, $value) = @_;
    return $moodle ? $value : { $name => $value };
}

sub answer {
    my ($client, $method, @parameters) = @_;
    my $response = $client->send_request($method, @parameters);
    die "$method: $response\n" unless ref $response;
    return $response;
}

sub value {
    my $response = answer(@_);
    die $response->string . "\n" if $response->is_fault;
    return $response->value;
}

sub refused {
    my $response = answer(@_);
    return 'answered' unless $response->is_fault;
    die 'code ' . $response->code . "\n" if $response->code < 10_000_000;
    return $response->string =~ /\| ERRORCODE: (\w+)$/ ? $1 : $response->string;
}

my $site = client($secret);
my %day = (
    badToken => refused(client('f' x 32), 'core_webservice_get_site_info'),
    missing  => refused($site, 'core_group_create_groups', given(groups => [group($groups->[0]), { courseid => 20, name => 'x' }])),
);
my $info = value($site, 'core_webservice_get_site_info');
$day{username}  = $info->{username};
$day{functions} = [map { $_->{name} } @{ $info->{functions} }];
$day{made}      = numbers(value($site, 'core_group_create_groups', given(groups => [map { group($_) } @$groups])));
my @ids = map { $_->{id} } @{ $day{made} };
$day{read} = numbers(value($site, 'core_group_get_groups', given(groupids => \@ids)));
$day{void} = value($site, 'core_group_delete_groups', given(groupids => [$ids[0]]));
$day{left} = numbers(value($site, 'core_group_get_course_groups', given(courseid => 20)));
print encode_json(\%day);
