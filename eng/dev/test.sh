set -euo pipefail
source eng/dev/build.sh

quick=false
for option in "$@"; do
  case "$option" in
    --quick) quick=true ;;
    *) echo "./dev test: unknown option $option (there is --quick)" >&2; exit 2 ;;
  esac
done

# What the slow suites need beyond the SDK and Node.js; installed where this is a Debian machine and we are root, else said plainly.
install_missing() {
  local missing=()
  command -v chromium >/dev/null || missing+=(chromium)
  command -v prometheus >/dev/null || missing+=(prometheus)
  command -v systemd-analyze >/dev/null || missing+=(systemd)
  [ -x "$(ls -d /usr/lib/postgresql/*/bin/postgres 2>/dev/null | tail -n 1)" ] || missing+=(postgresql)
  # The ONNX project's own operator tests, which judge the agent.
  [ -d /usr/share/libonnx-testdata ] || missing+=(libonnx-testdata)
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing ${missing[*]} …"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
  else
    echo "Not installed here, so the tests that need it will say that they skip: ${missing[*]}"
  fi
}

$quick || install_missing

echo "Restoring and building …"
log=$(mktemp)
results=$(mktemp -d)
trap 'rm -rf "$results" "$log"' EXIT
# One compiler process for all projects; it ends here, before anything is measured.
# The control plane first and alone, as ./dev demo builds it on a newcomer's machine.
if ! { UseSharedCompilation=true dotnet build src/ControlPlane.Web/ControlPlane.Web.csproj --configuration Release --nologo --verbosity minimal &&
  UseSharedCompilation=true dotnet build ControlPlane.sln --configuration Release --nologo --verbosity minimal; } >"$log" 2>&1; then
  cat "$log"
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi
dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1 || true

# Code style and analyzers are part of the build, where a warning is an error; what is left is white space.
echo "Checking the format …"
if ! dotnet format whitespace . --folder --verify-no-changes --include src/ tests/ samples/ eng/ >"$log" 2>&1; then
  cat "$log"
  echo "Run ./dev format and commit what it changes."
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi

# Suites of real processes mostly wait; those that only compute give way to them.
run() {
  local name=$1 from=$SECONDS niceness=5
  case "$name" in SystemTests | BrowserTests) niceness=0 ;; esac
  echo "── $name"

  # Code that runs for seconds is not worth instrumenting, a quarter of all processor time went there; where allocations are counted it stays as it is in production.
  local guided=0
  [ "$name" = Agent.Tests ] && guided=1
  DOTNET_TieredPGO=$guided nice -n $niceness dotnet test "tests/$name/$name.csproj" $only --configuration Release --no-build --nologo --verbosity quiet \
    --logger "console;verbosity=minimal" --logger "trx;LogFileName=$results/$name.trx" --blame-hang-timeout 10min || touch "$results/failed"
  echo "   $((SECONDS - from)) s"
}
# Pictures of the documents are made on request; they test nothing that is not tested without them.
only="--filter Category!=Pictures"
$quick && only="$only&Category!=Slow"
export results only
export -f run

# Two at a time: those of real processes begin, because they last longest, then the largest. What each prints is shown when it ends.
suites=()
for project in $(for p in tests/*Tests/*.csproj; do echo "$(find "$(dirname "$p")" -name '*.cs' | wc -l) $p"; done | sort -rn | cut -d' ' -f2); do
  name=$(basename "$project" .csproj)
  case "$name" in SystemTests | BrowserTests) $quick || suites=("$name" "${suites[@]}") ;; *) suites+=("$name") ;; esac
done
printf '%s\n' "${suites[@]}" | xargs -P 2 -I '{}' bash -c 'run {} >"$results/{}.log" 2>&1; cat "$results/{}.log"'
status=0
[ -e "$results/failed" ] && status=1

# Where the time goes: a test that waits for nothing is found here.
echo "Slowest tests:"
grep -hoE '<UnitTestResult [^>]*' "$results"/*.trx | sed -E 's/.*testName="([^"]*)".* duration="([0-9:]+)[0-9.]*".*/  \2 \1/' | sort -r | head -n 25 | cut -c1-160 || true

# Every result file carries one Counters element.
sum() { cat "$results"/*.trx | grep -oE "<Counters [^>]*" | grep -oE " $1=\"[0-9]+" | grep -oE '[0-9]+' | awk '{ n += $1 } END { print n + 0 }'; }
passed=$(sum passed)
failed=$(sum failed)
total=$(sum total)
[ "$failed" -gt 0 ] && status=1
[ "$total" -eq 0 ] && status=1
[ "$status" -ne 0 ] && [ "$failed" -eq 0 ] && failed=1
grep -hoE '<UnitTestResult [^>]*outcome="NotExecuted"[^>]*' "$results"/*.trx | grep -oE 'testName="[^"]*' | sed 's/testName="/skipped: /' | head -n 40 || true
skipped=$((total - passed - $(sum failed)))
# In continuous integration a skip is allowed only where ../shared is absent.
if [ "${CI:-}" = true ] && [ "$skipped" -gt 0 ] && [ -d ../shared/models ]; then
  echo "Continuous integration skips nothing that it can run; see the list above."
  status=1
  failed=$((failed + skipped))
  skipped=0
fi
echo "$passed passed, $failed failed, $skipped skipped"
exit $status
