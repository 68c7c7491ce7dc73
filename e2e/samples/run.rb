# Runs samples one after the other: run.rb FILE... Before each it prints a line with its name, to both outputs. What a sample cannot do fails the run, after
# the others.
$stdout.sync = true
failed = false
ARGV.each do |file|
  [$stdout, $stderr].each { |stream| stream.puts "@sample #{file}" }
  load file, true
rescue StandardError, SystemExit => e
  failed = true
  warn "#{file}: #{e.message}"
end
exit !failed
