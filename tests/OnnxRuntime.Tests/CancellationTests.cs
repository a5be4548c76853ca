using ControlPlane.TestKit.Onnx;

namespace ControlPlane.OnnxRuntime.Tests;

public sealed class CancellationTests
{
    private readonly float[] _row = [1, 2, 3, 4];

    [Fact]
    public void Run_CancelledWhileUnderWay_ThrowsCancelledAndTheOptionsServeAgain()
    {
        using var slow = new ObservedSession(OnnxModels.Slow(steps: 50, size: 64));
        using var cancellation = new CancellationTokenSource();
        using var options = ObservedSession.Tagged();
        using var x = OrtValue.CreateTensorValueFromMemory(_row, [1, 4]);
        slow.OnRunBegins = cancellation.Cancel;

        var cancelled = Assert.Throws<OperationCanceledException>(() => RunFast(slow.Session, options, x, cancellation.Token));
        slow.OnRunBegins = null;

        Assert.Equal(cancellation.Token, cancelled.CancellationToken);
        Assert.False(options.Terminate);
        Assert.Equal(_row, RunFast(slow.Session, options, x, CancellationToken.None));
    }

    [Fact]
    public void Run_NobodyCancels_GivesItsAnswer()
    {
        using var slow = new ObservedSession(OnnxModels.Slow(steps: 50, size: 64));
        using var cancellation = new CancellationTokenSource();
        using var options = ObservedSession.Tagged();
        using var x = OrtValue.CreateTensorValueFromMemory(_row, [1, 4]);
        var begun = 0;
        slow.OnRunBegins = () => begun++;

        Assert.Equal(_row, RunFast(slow.Session, options, x, cancellation.Token));
        Assert.Equal(1, begun);
    }

    [Fact]
    public void Run_CancelledBefore_DoesNotStart()
    {
        using var slow = new ObservedSession(OnnxModels.Slow(steps: 1, size: 4));
        using var options = ObservedSession.Tagged();
        using var x = OrtValue.CreateTensorValueFromMemory(_row, [1, 4]);
        var begun = 0;
        slow.OnRunBegins = () => begun++;

        Assert.Throws<OperationCanceledException>(() => RunFast(slow.Session, options, x, new CancellationToken(canceled: true)));
        Assert.Equal(0, begun);
    }

    [Fact]
    public void Run_FailsWithoutBeingCancelled_ThrowsTheFailure()
    {
        using var session = new InferenceSession(OnnxModels.FailsOnNegative());
        using var cancellation = new CancellationTokenSource();
        using var options = new RunOptions();
        using var x = OrtValue.CreateTensorValueFromMemory([-1f, 0, 0, 0], [1, 4]);

        Assert.Throws<OrtException>(() => RunFast(session, options, x, cancellation.Token));
    }

    [Fact]
    public void Run_ByNames_IsCancelledToo()
    {
        using var slow = new ObservedSession(OnnxModels.Slow(steps: 50, size: 64));
        using var cancellation = new CancellationTokenSource();
        using var options = ObservedSession.Tagged();
        using var x = OrtValue.CreateTensorValueFromMemory(_row, [1, 4]);
        slow.OnRunBegins = cancellation.Cancel;

        Assert.Throws<OperationCanceledException>(
            () => slow.Session.Run(options, new Dictionary<string, OrtValue> { ["x"] = x }, ["y"], cancellation.Token));
    }

    [Fact]
    public void Terminate_SetByHand_FailsEveryRunUntilItIsTakenBack()
    {
        using var session = new InferenceSession(OnnxModels.AddConstant(0));
        using var options = new RunOptions { Terminate = true };
        using var x = OrtValue.CreateTensorValueFromMemory(_row, [1, 4]);

        var terminated = Assert.Throws<OrtException>(() => RunFast(session, options, x, CancellationToken.None));
        options.Terminate = false;

        Assert.Equal(OrtErrorCode.Fail, terminated.Code);
        Assert.Equal(_row, RunFast(session, options, x, CancellationToken.None));
    }

    private static float[] RunFast(InferenceSession session, RunOptions options, OrtValue x, CancellationToken cancellationToken)
    {
        var outputs = new OrtValue?[1];
        session.Run(options, session.EncodedInputNames, [x], session.EncodedOutputNames, outputs, cancellationToken);
        using var y = outputs[0]!;
        return y.GetTensorDataAsSpan<float>().ToArray();
    }
}
