# Runs samples one after the other: run.py FILE... Before each it prints a line with its name, to both outputs. What a sample cannot do fails the run, after
# the others.
import runpy
import sys
import traceback

failed = False
for file in sys.argv[1:]:
    for stream in sys.stdout, sys.stderr:
        print("@sample " + file, file=stream, flush=True)
    try:
        runpy.run_path(file, run_name="__main__")
    except (Exception, SystemExit) as error:
        failed = True
        print(f"{file}: {''.join(traceback.format_exception_only(type(error), error))}", file=sys.stderr)
sys.exit(failed)
