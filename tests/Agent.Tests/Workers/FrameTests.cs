using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Tests.Serving;
using ControlPlane.AgentHost.Workers;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.AgentHost.Tests.Workers;

/// <summary>A process that a model has taken over may send anything.</summary>
public sealed class FrameTests
{
    [Fact]
    public void Show_FrameOfARefusal_IsThatRefusal()
    {
        var refusal = new Refusal(InferenceCodes.DeadlineExceeded, "It took too long.");

        Assert.Equal(refusal, AnswerFrame.Show(0, AnswerFrame.Of(refusal), [], out _));
    }

    [Fact]
    public async Task Show_FrameThatIsCutOrChanged_IsRefusedAndNothingElseHappens()
    {
        await using var server = await ServingHarness.StartAsync();
        var lane = (await server.LoadAsync(OnnxModels.AddConstant(1), 1)).Lanes.Rent();
        lane.Reshape(0, [2, 4], 8).Bytes.Clear();
        Assert.Null(lane.Run(remaining: null));
        var frame = new byte[AnswerFrame.SizeOf(lane.Outputs)];
        AnswerFrame.Write(frame, lane.Outputs, cpuNanoseconds: 5);
        Assert.Null(AnswerFrame.Show(0, frame, lane.Outputs, out var cpu));
        Assert.Equal(5, cpu);

        var changes = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            byte[] changed = [.. frame.AsSpan(0, changes.Next(frame.Length))];
            if (i % 2 == 0)
            {
                changed = [.. frame];
                // The elements themselves may be anything.
                changed[changes.Next(frame.Length - 32)] ^= (byte)(1 << changes.Next(8));
            }

            if (Record.Exception(() => AnswerFrame.Show(0, changed, lane.Outputs, out _)) is { } exception)
                Assert.IsType<InvalidDataException>(exception);
            foreach (var output in lane.Outputs)
                output.Forget();
        }

        lane.Dispose();
    }
}
