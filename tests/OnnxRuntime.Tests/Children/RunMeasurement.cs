using System.Diagnostics;

namespace ControlPlane.OnnxRuntime.Tests.Children;

/// <summary>Times the two ways of running a model: everything prepared, and by names.</summary>
internal static class RunMeasurement
{
    private const int Rounds = 7;
    private const int RunsPerRound = 20_000;

    public static void Write(string path, TextWriter output)
    {
        using var settings = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, AllowSpinning = false };
        using var session = new InferenceSession(path, settings);
        using var options = new RunOptions();
        var inputs = session.InputNames.Select(name => OneRow(session.InputMetadata[name])).ToArray();
        var outputs = session.OutputNames.Select(name => (OrtValue?)OneRow(session.OutputMetadata[name])).ToArray();
        var named = session.InputNames.Zip(inputs).ToDictionary(pair => pair.First, pair => pair.Second);

        output.WriteLine($"ONNX Runtime {OrtLibrary.Version}, {Path.GetFileName(path)}, one row, median of {Rounds} rounds of {RunsPerRound} runs");
        output.WriteLine($"prepared, outputs given: {MedianMicroseconds(() => session.Run(options, session.EncodedInputNames, inputs, session.EncodedOutputNames, outputs)):F2} us");
        output.WriteLine($"by names, outputs allocated: {MedianMicroseconds(() => session.Run(named).Dispose()):F2} us");
    }

    private static OrtValue OneRow(NodeMetadata node) =>
        OrtValue.CreateAllocatedTensorValue(node.ElementDataType, [.. node.Dimensions.Select(size => Math.Max(1, size))]);

    private static double MedianMicroseconds(Action run)
    {
        var rounds = new double[Rounds + 1];
        for (var round = 0; round <= Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < RunsPerRound; i++)
                run();
            rounds[round] = Stopwatch.GetElapsedTime(started).TotalMicroseconds / RunsPerRound;
        }

        // The first round warms up.
        return rounds[1..].Order().ElementAt(Rounds / 2);
    }
}
