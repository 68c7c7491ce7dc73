# One application's day with Perl's SOAP::Lite: soap.pl ADDRESS TOKEN VERSION < groups.json
#
# On Moodle's address (.php) calls go by position in SOAP's own encoding, as the library makes them by itself; on the other one the
# parameters are elements that a document would have called so, in our namespace. VERSION is 1.1 or 1.2; of the latter's arrays the
# library reads the last item only, so that it is for our address.
use strict;
use warnings;
use JSON::PP;
use SOAP::Lite;

my ($address, $secret, $version) = @ARGV;
my $moodle = $address =~ /\.php$/;
my $groups = decode_json(do { local $/; <STDIN> });

sub ask {
    my ($token, $name, @parameters) = @_; # names and values in turn
    my $client = SOAP::Lite->soapversion($version)->proxy("$address?wstoken=$token")->on_fault(sub { return $_[1] })->on_action(sub { '' });
    my $answer;
    if ($moodle) {
        my @values = map { $parameters[$_] } grep { $_ % 2 } 0 .. $#parameters;
        $answer = $client->default_ns("$address?wstoken=$token")->call($name, @values);
    } else {
        $client->serializer->autotype(0);
        $client->serializer->encodingStyle('') if $version eq '1.2';
        my $call = SOAP::Data->name($name)->attr({ xmlns => 'urn:gatehouse:1' });
        $answer = $client->call($call, literal(@parameters));
    }
    return $answer if !ref $answer || $answer->fault;
    return { value => $moodle ? plain($answer->result) : [$answer->paramsall] };
}

# literal makes an element of each value, and of each item of a list.
sub literal {
    my @elements;
    while (my ($name, $value) = splice @_, 0, 2) {
        for my $item (ref $value eq 'ARRAY' ? @$value : $value) {
            push @elements, ref $item eq 'HASH'
                ? SOAP::Data->name($name)->value(\SOAP::Data->value(literal(map { $_ => $item->{$_} } sort keys %$item)))
                : SOAP::Data->name($name)->value($item)->type('string'); # else what is not ASCII becomes base64
        }
    }
    return @elements;
}

# plain turns a Map, which the library leaves as it is, into a hash.
sub plain {
    my ($value) = @_;
    return [map { plain($_) } @$value] if ref $value eq 'ARRAY';
    return $value unless ref $value && UNIVERSAL::isa($value, 'HASH');
    return { map { $_ => plain($value->{$_}) } keys %$value };
}

sub value { my $answer = ask(@_); return ref $answer eq 'HASH' ? $answer->{value} : die ref $answer ? $answer->faultstring : $answer }

sub refused {
    my $answer = ask(@_);
    return 'answered ' . encode_json($answer) if ref $answer eq 'HASH';
    return $answer unless ref $answer;
    my $detail = $answer->faultdetail // $answer->valueof('//Detail');
    return ref $detail ? $detail->{wsException}{errorcode} : $answer->faultactor;
}

my $info = value($secret, 'core_webservice_get_site_info');
$info = $info->[0] unless $moodle;
my %day = (
    badToken => refused('f' x 32, 'core_webservice_get_site_info'),
    missing => refused($secret, 'core_group_create_groups', groups => [$groups->[0], { courseid => 20, name => 'x' }]),
    username => $info->{username},
    functions => [map { $_->{name} } @{ $info->{functions} }],
    made => value($secret, 'core_group_create_groups', groups => $groups),
);
my @ids = map { $_->{id} } @{ $day{made} };
$day{read} = value($secret, 'core_group_get_groups', groupids => \@ids);
my $void = value($secret, 'core_group_delete_groups', groupids => [$ids[0]]);
$day{void} = ref $void eq 'ARRAY' && !@$void ? undef : $void;
$day{left} = value($secret, 'core_group_get_course_groups', courseid => 20);
print encode_json(\%day);
