namespace ControlPlane.Web.Features.Access;

/// <summary>One open circuit. A request's context is used again for others once it has ended, so it is never touched after that. Thread-safe.</summary>
internal sealed class LiveConnection(HttpContext context, string person, string session) : IDisposable
{
    private readonly Lock _gate = new();
    private HttpContext? _context = context;
    private ITimer? _cut;

    public string Person { get; } = person;

    public string Session { get; } = session;

    public void CutAfter(TimeSpan grace, TimeProvider clock)
    {
        lock (_gate)
        {
            if (_context is not null)
                _cut ??= clock.CreateTimer(_ => Cut(), null, grace, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _context = null;
            _cut?.Dispose();
        }
    }

    private void Cut()
    {
        lock (_gate)
            _context?.Abort();
    }
}
