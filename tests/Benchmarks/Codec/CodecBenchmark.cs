using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.Benchmarks.Codec;

/// <summary>What reading and writing one number of a tensor in JSON takes, for the texts that clients send.</summary>
internal static class CodecBenchmark
{
    private const int Count = 100_000;
    private const int Rounds = 15;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        if (arguments.Length > 0)
            throw new ArgumentException($"There is no option {arguments[0]}.");

        var random = new Random(1);
        var values = Enumerable.Range(0, Count).Select(_ => (float)((random.NextDouble() - 0.5) * 4)).ToArray();
        await ReadAsync(output, "four decimals", values, v => v.ToString("0.0000", CultureInfo.InvariantCulture));
        await ReadAsync(output, "shortest FP32", values, v => v.ToString("R", CultureInfo.InvariantCulture));
        await ReadAsync(output, "FP32 widened, 17 digits", values, v => ((double)v).ToString("R", CultureInfo.InvariantCulture));
        await ReadAsync(output, "random FP64, 17 digits", values, _ => random.NextDouble().ToString("R", CultureInfo.InvariantCulture));
        var to = new JsonBuffer();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"write FP32, shortest: {Nanoseconds(() => Write(to, values)):0.0} ns a number"));
        var doubles = values.Select(v => v * Math.PI).ToArray();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"write FP64, shortest: {Nanoseconds(() => Write(to, doubles)):0.0} ns a number"));
        return 0;
    }

    private static async Task ReadAsync(TextWriter output, string what, float[] values, Func<float, string> text)
    {
        var json = Encoding.UTF8.GetBytes($"[{string.Join(',', values.Select(text))}]");
        var (singles, doubles) = (new float[Count], new double[Count]);
        var asSingle = Nanoseconds(() => Read(json, TensorElementType.Float, MemoryMarshal.AsBytes(singles.AsSpan())));
        var asDouble = Nanoseconds(() => Read(json, TensorElementType.Double, MemoryMarshal.AsBytes(doubles.AsSpan())));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"read {what}, {json.Length / (double)Count:0.0} bytes: as FP32 {asSingle:0.0} ns, as FP64 {asDouble:0.0} ns a number"));
    }

    private static void Read(byte[] json, TensorElementType type, Span<byte> destination)
    {
        if (TensorScanner.Scan(json, type, [Count], Count, destination) is { } problem)
            throw new InvalidOperationException(problem);
    }

    private static void Write<T>(JsonBuffer to, T[] values)
        where T : unmanaged, IUtf8SpanFormattable
    {
        to.Clear();
        to.Numbers<T>(values);
    }

    private static double Nanoseconds(Action pass)
    {
        // The runtime compiles it again, better, when it has been called often enough.
        for (var warmUp = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(warmUp) < WarmUp;)
            pass();
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var startedAt = Stopwatch.GetTimestamp();
            pass();
            times.Add(Stopwatch.GetElapsedTime(startedAt).TotalNanoseconds / Count);
        }

        // The shorter half is what the code takes without neighbours.
        return times.Order().ElementAt(Rounds / 4);
    }
}
