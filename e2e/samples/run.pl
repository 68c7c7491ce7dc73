# Runs samples one after the other: run.pl FILE... Before each it prints a line with its name, to both outputs. What a sample cannot do fails the run, after
# the others; a warning is a failure too.
use strict;
use warnings;
$| = 1;
my $failed = 0;
for my $file (@ARGV) {
    print {$_} "\@sample $file\n" for *STDOUT, *STDERR;
    local $SIG{__WARN__} = sub { $failed = 1; print STDERR "$file: $_[0]" };
    do $file; # which says in $@ how it died
    if ($@) {
        $failed = 1;
        print STDERR "$file: $@\n";
    }
}
exit $failed;
