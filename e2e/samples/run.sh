# Runs samples one after the other, each in a shell of its own: run.sh FILE... Before each it prints a line with its name, to both outputs. What a sample cannot
# do fails the run, after the others.
failed=0
for file; do
	echo "@sample $file" | tee /dev/stderr
	sh "$file" || { failed=1; echo "$file: failed" >&2; }
done
exit $failed
