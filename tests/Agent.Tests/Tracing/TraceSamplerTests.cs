using System.Diagnostics;
using ControlPlane.Observability.Export;
using OpenTelemetry.Trace;

namespace ControlPlane.AgentHost.Tests.Tracing;

public sealed class TraceSamplerTests
{
    private const int Traces = 2_000;

    [Theory]
    [InlineData(null, null, Traces, Traces, 0)]
    [InlineData("always_off", null, 0, 0, 0)]
    [InlineData("always_on", null, Traces, Traces, Traces)]
    [InlineData("parentbased_always_off", null, 0, Traces, 0)]
    [InlineData("parentbased_traceidratio", "0", 0, Traces, 0)]
    [InlineData("parentbased_traceidratio", "1", Traces, Traces, 0)]
    public void ShouldSample_StandardNames_DoWhatTheyAlwaysDo(string? name, string? argument, int own, int ofRecorded, int ofOthers)
    {
        var sampler = TraceSampler.Of(name, argument);

        Assert.Equal((own, ofRecorded, ofOthers), (Count(sampler, null), Count(sampler, ActivityTraceFlags.Recorded), Count(sampler, ActivityTraceFlags.None)));
    }

    [Fact]
    public void ShouldSample_Ratio_TakesThatShare() => Assert.InRange(Count(TraceSampler.Of("traceidratio", "0.25"), null), 400, 600);

    [Fact]
    public void ShouldSample_ShadowOfWhatIsRecorded_IsRecorded()
    {
        var link = new ActivityLink(new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded));

        var result = TraceSampler.Of("always_off", null).ShouldSample(new SamplingParameters(default, ActivityTraceId.CreateRandom(), "shadow", ActivityKind.Internal, null, [link]));

        Assert.Equal(SamplingDecision.RecordAndSample, result.Decision);
    }

    private static int Count(TraceSampler sampler, ActivityTraceFlags? parent) => Enumerable.Range(0, Traces).Count(_ =>
    {
        var trace = ActivityTraceId.CreateRandom();
        var context = parent is { } flags ? new ActivityContext(trace, ActivitySpanId.CreateRandom(), flags, isRemote: true) : default;
        return sampler.ShouldSample(new SamplingParameters(context, trace, "infer", ActivityKind.Server)).Decision == SamplingDecision.RecordAndSample;
    });
}
