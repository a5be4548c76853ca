using System.Diagnostics;
using ControlPlane.AgentHost.Requests;
using ControlPlane.AgentHost.Tracing;

namespace ControlPlane.AgentHost.Tests.Tracing;

/// <summary>Spans of a source of its own, and a listener that hears no other.</summary>
internal sealed class HeardSpans : IDisposable
{
    private readonly ActivitySource _source = new(RequestSpans.SourceName + ".heard");
    private readonly ActivityListener _listener;

    /// <param name="samples">Whether a span is recorded, by its parent.</param>
    public HeardSpans(Func<ActivityContext, bool>? samples = null)
    {
        Spans = new RequestSpans(_source, TimeProvider.System);
        _listener = new ActivityListener
        {
            ShouldListenTo = source => ReferenceEquals(source, _source),
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                samples?.Invoke(options.Parent) == false ? ActivitySamplingResult.PropagationData : ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (Ended)
                    Ended.Add(span);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public RequestSpans Spans { get; }

    public List<Activity> Ended { get; } = [];

    public RequestTrail Trail => new(Spans, new RequestLog(RequestLogPolicy.None, TimeProvider.System));

    public Activity Named(string name) => Assert.Single(Ended, s => s.OperationName == name);

    public void Dispose()
    {
        _listener.Dispose();
        _source.Dispose();
    }
}
