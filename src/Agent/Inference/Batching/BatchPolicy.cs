using System.Globalization;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Inference.Batching;

/// <summary>How a model's requests are run together. Immutable.</summary>
/// <param name="MaximumRows">Most rows of a run; 1 is off.</param>
/// <param name="MaximumDelay">How long a request that could run waits for others; zero, as usual, lets a batch gather only while another one runs.</param>
internal sealed record BatchPolicy(int MaximumRows, TimeSpan MaximumDelay)
{
    /// <summary>Key of the model's own metadata that overrides <see cref="MaximumRows"/>.</summary>
    public const string RowsKey = "controlplane.batch.max_rows";

    /// <summary>Key of the model's own metadata that overrides <see cref="MaximumDelay"/>, in microseconds.</summary>
    public const string DelayKey = "controlplane.batch.max_delay_us";

    private const int LargestRows = 1_024;
    private const int LongestDelayMicroseconds = 1_000_000;

    /// <summary>Up to 32 rows, without delay.</summary>
    public static BatchPolicy Default { get; } = new(32, TimeSpan.Zero);

    /// <summary>Off.</summary>
    public static BatchPolicy Off { get; } = new(1, TimeSpan.Zero);

    /// <summary>The policy of a model, whose file may say otherwise; what is no number in range is as if it were not there.</summary>
    public BatchPolicy For(IReadOnlyDictionary<string, string> metadata) => new(
        NumberOf(metadata, RowsKey, 1, LargestRows) ?? MaximumRows,
        NumberOf(metadata, DelayKey, 0, LongestDelayMicroseconds) is { } delay ? TimeSpan.FromMicroseconds(delay) : MaximumDelay);

    /// <summary>Fewer rows where that many would take a lane more memory than it may keep.</summary>
    public BatchPolicy Within(ModelSignature signature)
    {
        long perRow = 1;
        foreach (var input in signature.Inputs)
        {
            long[] shape = [.. input.Shape.ToArray().Select(size => Math.Max(size, 1))];
            perRow += TensorShapes.TryCount(shape, out var count) ? Math.Min(count, LanePool.MaximumKeptBytes) * Math.Max(input.ElementType.SizeInBytes(), 1) : LanePool.MaximumKeptBytes;
        }

        return this with { MaximumRows = (int)Math.Clamp(LanePool.MaximumKeptBytes / 2 / perRow, 1, MaximumRows) };
    }

    private static int? NumberOf(IReadOnlyDictionary<string, string> metadata, string key, int least, int most) =>
        metadata.TryGetValue(key, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : null;
}
