using System.Diagnostics;
using System.Text;
using ControlPlane.AgentHost.Tracing;
using ControlPlane.Observability.Export;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace ControlPlane.AgentHost.Tests.Tracing;

public sealed class TraceExportTests
{
    [Fact]
    public async Task Stop_WithACollector_SendsWhatWasMade()
    {
        var arrived = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var collector = WebApplication.CreateSlimBuilder().Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/v1/traces", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            arrived.TrySetResult(body.ToArray());
        });
        await collector.StartAsync();
        using var source = new ActivitySource(RequestSpans.SourceName);
        var parent = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);
        using var export = new TraceExport(Settings(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.First()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_SERVICE_NAME", "pets-agents")), RequestSpans.SourceName);
        await export.StartAsync(CancellationToken.None);

        using (var span = source.StartActivity("infer", ActivityKind.Server, parent))
            span!.SetTag("controlplane.variant", "v2");
        await export.StopAsync(CancellationToken.None);

        // An agent waits a second for its collector, which may be longer in coming on a busy machine.
        var sent = await arrived.Task.WaitAsync(TimeSpan.FromSeconds(60));
        var id = Convert.FromHexString(parent.TraceId.ToHexString());
        Assert.True(sent.AsSpan().IndexOf(id) >= 0);
        foreach (var text in (string[])["infer", "controlplane.variant", "v2", "pets-agents", "agent-1"])
            Assert.True(sent.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0, text);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "")]
    [InlineData("OTEL_SDK_DISABLED", "true")]
    [InlineData("OTEL_TRACES_EXPORTER", "none")]
    public async Task Start_NotAskedFor_NobodyListens(string name, string value)
    {
        using var source = new ActivitySource(RequestSpans.SourceName + ".alone");
        using var export = new TraceExport(Settings(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"), (name, value)), source.Name);

        await export.StartAsync(CancellationToken.None);

        Assert.False(source.HasListeners());
    }

    private static OtlpSettings Settings(params (string Name, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in settings)
            values[name] = value;
        return new OtlpSettings("controlplane-agent", "agent-1", new ConfigurationBuilder().AddInMemoryCollection(values).Build());
    }
}
