<?php
// Runs samples one after the other: run.php FILE... Before each it prints a line with its name, to both outputs. What a sample cannot do fails the run, after
// the others; a warning is a failure too.
set_error_handler(function (int $level, string $message): never { throw new ErrorException($message); });
$run = static function (string $file): void { include $file; };
$failed = 0;
foreach (array_slice($argv, 1) as $file) {
    foreach ([STDOUT, STDERR] as $stream) {
        fwrite($stream, "@sample $file\n");
    }
    try {
        $run($file);
    } catch (Throwable $e) {
        $failed = 1;
        fwrite(STDERR, "$file: {$e->getMessage()}\n");
    }
}
exit($failed);
