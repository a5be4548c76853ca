cat <<'TEXT'
usage: ./dev COMMAND [OPTIONS]

  demo     builds, then starts the product on this machine: http://127.0.0.1:5080
             --no-traffic  --agents N  --port P  --data DIR  --fresh
  test     everything CI runs; --quick leaves out real processes, a real browser and long simulations
  bench    the measurements of docs/benchmarks.md; ./dev bench NAME for one, --json FILE for machines
  vectors  runs golden vectors through the statistics, one line each: ./dev vectors [FILE],
             without FILE ../shared/golden/statistics.json; exit 1 when one fails
  migration NAME
             adds a migration to both providers and both databases whose model has changed
  pictures makes the pictures of the documents anew, into docs/images
  format   formats the code
TEXT
