using System.Runtime.CompilerServices;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.OnnxRuntime.Tests;

public sealed class LifetimeTests
{
    private readonly float[] _row = [1, 2, 3, 4];

    [Fact]
    public void Dispose_EverythingInTheMiddleOfARun_LetsTheRunEndWithItsAnswer()
    {
        using var observed = new ObservedSession(OnnxModels.Slow(steps: 20, size: 64));
        var options = ObservedSession.Tagged();
        var x = OrtValue.CreateTensorValueFromMemory(_row, [1, 4]);
        var disposed = false;
        observed.OnRunBegins = () =>
        {
            observed.Session.Dispose();
            options.Dispose();
            x.Dispose();
            disposed = true;
        };
        var outputs = new OrtValue?[1];

        observed.Session.Run(options, observed.Session.EncodedInputNames, [x], observed.Session.EncodedOutputNames, outputs);

        using var y = outputs[0]!;
        Assert.True(disposed);
        Assert.Equal(_row, y.GetTensorDataAsSpan<float>().ToArray());
        Assert.Throws<ObjectDisposedException>(
            () => observed.Session.Run(options, observed.Session.EncodedInputNames, [x], observed.Session.EncodedOutputNames, outputs));
    }

    [Fact]
    public void Dispose_WhileManyThreadsRun_EndsEachRunWithAnAnswerOrARefusal()
    {
        for (var round = 0; round < 50; round++)
        {
            var session = new InferenceSession(OnnxModels.AddConstant(1));
            using var start = new Barrier(3);
            var threads = Enumerable.Range(0, 2).Select(_ => new Thread(() => RunUntilRefused(session, start))).ToList();
            threads.ForEach(thread => thread.Start());

            start.SignalAndWait();
            session.Dispose();
            threads.ForEach(thread => thread.Join());
        }
    }

    [Fact]
    public void Run_SessionDisposed_IsRefused()
    {
        var session = new InferenceSession(OnnxModels.AddConstant(1));
        using var x = OrtValue.CreateTensorValueFromMemory(_row, [1, 4]);
        session.Dispose();

        Assert.Throws<ObjectDisposedException>(() => session.Run(new Dictionary<string, OrtValue> { ["x"] = x }));
    }

    [Fact]
    public void Run_OneValueDisposed_IsRefusedAndTheOthersAreGivenBack()
    {
        using var session = new InferenceSession(OnnxModels.Add(OnnxType.Float, 1));
        using var options = new RunOptions();
        var a = OrtValue.CreateTensorValueFromMemory([1f], [1]);
        var b = OrtValue.CreateTensorValueFromMemory([1f], [1]);
        b.Dispose();

        Assert.Throws<ObjectDisposedException>(
            () => session.Run(options, session.EncodedInputNames, [a, b], session.EncodedOutputNames, new OrtValue?[1]));
        a.Dispose();

        Assert.Throws<ObjectDisposedException>(() => a.OnnxType);
    }

    [Fact]
    public void Everything_DisposedTwice_DoesNotMind()
    {
        var session = new InferenceSession(OnnxModels.AddConstant(1));
        var options = new SessionOptions();
        var value = OrtValue.CreateTensorValueFromMemory(_row, [1, 4]);

        session.Dispose();
        session.Dispose();
        options.Dispose();
        options.Dispose();
        value.Dispose();
        value.Dispose();

        Assert.Throws<ObjectDisposedException>(() => options.IntraOpNumThreads = 1);
        Assert.Throws<ObjectDisposedException>(() => value.GetTensorDataAsSpan<float>().Length);
        Assert.Throws<ObjectDisposedException>(() => new InferenceSession(OnnxModels.AddConstant(1), options));
    }

    [Fact]
    public void Dispose_TensorOverAnArray_LetsTheArrayGo()
    {
        var held = ValueOverAnArray();
        var released = ValueOverAnArray();
        released.Value.Dispose();

        GC.Collect();

        Assert.True(held.Array.TryGetTarget(out _));
        Assert.False(released.Array.TryGetTarget(out _));
        held.Value.Dispose();
    }

    /// <summary>Apart, so that no local variable of the test keeps the array.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (OrtValue Value, WeakReference<float[]> Array) ValueOverAnArray()
    {
        var array = new float[4];
        return (OrtValue.CreateTensorValueFromMemory(array, [4]), new WeakReference<float[]>(array));
    }

    private void RunUntilRefused(InferenceSession session, Barrier start)
    {
        using var x = OrtValue.CreateTensorValueFromMemory([.. _row], [1, 4]);
        start.SignalAndWait();
        try
        {
            while (true)
            {
                using var outputs = session.Run(new Dictionary<string, OrtValue> { ["x"] = x });
                Assert.Equal(2, outputs[0].GetTensorDataAsSpan<float>()[0]);
            }
        }
        catch (ObjectDisposedException)
        {
            // What a caller sees who comes after the end.
        }
    }
}
