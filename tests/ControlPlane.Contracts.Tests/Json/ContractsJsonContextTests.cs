using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Contracts.Tests.Json;

public sealed class ContractsJsonContextTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly LoadedVersion Refused = new()
    {
        Model = "pets",
        Version = 4,
        Digest = new string('a', 64),
        State = PreparationState.Refused,
        RefusalCode = "model_rejected",
        Reason = "The runtime cannot load it.",
    };

    private static readonly TelemetryBucket Bucket = new()
    {
        Start = 1_772_366_400,
        Endpoint = "pets",
        Variant = "v2",
        Version = 2,
        RouteRevision = 3,
        Revision = 1,
        Requests = 5,
        Errors = new Dictionary<ErrorClass, long> { [ErrorClass.Model] = 2 },
        Latency = [1, 3],
        Outputs = new OutputSummary { Labels = new Dictionary<string, long> { ["koala"] = 3 } },
        Segments = new Dictionary<string, long> { ["x-region=au"] = 5 },
    };

    [Fact]
    public void Serialize_HeartbeatAndReply_ReadBackEqual()
    {
        var report = new HeartbeatReport
        {
            Applied = new TablePosition(1, 7),
            SentAt = Noon,
            InFlight = 3,
            ResidentBytes = 1 << 20,
            Versions = [Refused],
        };

        Assert.Equal(Refused, RoundTrip(report, ContractsJsonContext.Default.HeartbeatReport).Versions.Single());
        Assert.Equal(new HeartbeatReply(new(2, 1), Noon), RoundTrip(new HeartbeatReply(new(2, 1), Noon), ContractsJsonContext.Default.HeartbeatReply));
    }

    [Fact]
    public void Serialize_TelemetryBatch_KeepsEveryTotal()
    {
        var batch = new TelemetryBatch
        {
            BootId = "b1",
            Sequence = 9,
            OldestPending = 1_772_366_399,
            Buckets = [Bucket],
            Lifetime = [new LifetimeCounter("pets", "v2", 5, 2)],
            SentAt = Noon,
        };

        var read = RoundTrip(batch, ContractsJsonContext.Default.TelemetryBatch);

        Assert.Equal(2, read.Buckets[0].Errors[ErrorClass.Model]);
        Assert.Equal(3, read.Buckets[0].Outputs.Labels["koala"]);
        Assert.Equal<byte>([1, 3], read.Buckets[0].Latency!);
        Assert.Equal(batch.Lifetime, read.Lifetime);
    }

    [Fact]
    public void Serialize_ErrorClasses_AreNamedInKebabCase() =>
        Assert.Contains("\"errors\":{\"model\":2}", JsonSerializer.Serialize(Bucket, ContractsJsonContext.Default.TelemetryBucket), StringComparison.Ordinal);

    [Fact]
    public void Serialize_FeedbackBatch_ReadsBackEqual()
    {
        var item = new FeedbackItem { Token = "t", Label = "koala", ReceivedAt = Noon };

        Assert.Equal(item, RoundTrip(new FeedbackBatch(1, [item]), ContractsJsonContext.Default.FeedbackBatch).Items.Single());
    }

    [Fact]
    public void Deserialize_EnumAsNumber_IsRefused() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(
            """{"endpoint":"e","variant":"v","model":"m","version":1,"digest":"d","state":0}""",
            ContractsJsonContext.Default.LoadedVersion));

    private static T RoundTrip<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(JsonSerializer.Serialize(value, type), type)!;
}
