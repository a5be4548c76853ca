using System.Runtime.InteropServices;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.OnnxRuntime.Tests;

/// <summary>Memory of the whole process is measured, so nothing else may run meanwhile.</summary>
[Collection(nameof(LeakTests))]
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
public sealed partial class LeakTests
{
    private const int Cycles = 150;
    private const long WeightsPerSession = 256 * 1024;

    private static readonly byte[] Model = OnnxModels.MatMul(features: 256, weights: [.. Enumerable.Repeat(0.5f, 256 * 256)]);

    [LinuxFact]
    public void Sessions_CreatedRunAndDisposed_GiveTheirMemoryBack()
    {
        Cycle(Cycles / 3, keep: null);

        var growth = GrowthWhile(() => Cycle(Cycles, keep: null));

        Assert.InRange(growth, long.MinValue, Cycles * WeightsPerSession / 5);
    }

    [LinuxFact]
    public void Sessions_Kept_AreSeenByTheSameMeasurement()
    {
        Cycle(Cycles / 3, keep: null);
        var kept = new List<IDisposable>();

        var growth = GrowthWhile(() => Cycle(Cycles, kept));

        kept.ForEach(session => session.Dispose());
        Assert.InRange(growth, Cycles * WeightsPerSession / 2, long.MaxValue);
    }

    [LinuxFact]
    public void Values_CreatedAndDisposed_GiveTheirMemoryBack()
    {
        const int count = 20_000, bytesEach = 8 * 1024;
        Make(count / 10);

        var growth = GrowthWhile(() => Make(count));

        Assert.InRange(growth, long.MinValue, (long)count * bytesEach / 10);

        static void Make(int count)
        {
            for (var i = 0; i < count; i++)
            {
                using var tensor = OrtValue.CreateAllocatedTensorValue(TensorElementType.UInt8, [bytesEach]);
                tensor.GetTensorMutableRawData().Fill(1);
                using var strings = OrtValue.CreateFromStringTensor(["a text too long for the small string buffer"], [1]);
            }
        }
    }

    private static void Cycle(int count, List<IDisposable>? keep)
    {
        for (var i = 0; i < count; i++)
        {
            using var options = new SessionOptions { IntraOpNumThreads = 1 };
            var session = new InferenceSession(Model, options);
            using var x = OrtValue.CreateTensorValueFromMemory(new float[256], [1, 256]);
            session.Run(new Dictionary<string, OrtValue> { ["x"] = x }).Dispose();
            if (keep is null)
                session.Dispose();
            else
                keep.Add(session);
        }
    }

    private static long GrowthWhile(Action action)
    {
        var before = ResidentBytes();
        action();
        return ResidentBytes() - before;
    }

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        _ = TrimHeap(0);
        return Environment.WorkingSet;
    }

    /// <summary>glibc keeps freed pages; given back, they no longer look like a leak.</summary>
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimHeap(nuint keep);
}
