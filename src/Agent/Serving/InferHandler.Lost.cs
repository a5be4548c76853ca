using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Statistics;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Serving;

/// <summary>What becomes of a request whose model's process ended under it.</summary>
internal sealed partial class InferHandler
{
    // Not together with others: such requests are few, and they have waited already.
    private Refusal? AnswerWithoutLost(Exchange exchange, InferWorkspace workspace, IInferForm form, in RoutedRequest lost, Refusal refusal)
    {
        lost.Recorder?.Failed(ErrorOf(refusal.Code), lost.Selection!.Value.Rule, workspace.Attributes, lost.Cell);
        lost.Statistics?.Failed(time.GetElapsedTime(exchange.StartedAt));
        var routed = lost.WithoutLost();
        if (!routed.CanBeAnswered)
        {
            trail.Failed(exchange, workspace, lost, refusal.Code, time.GetElapsedTime(exchange.StartedAt));
            return refusal;
        }

        if (exchange.IsBatch)
            routed = routed.Uncounted();
        routed.DivertedFrom?.Diverted();
        workspace.ForgetAnswer();
        InferenceLane? lane = null;
        try
        {
            var again = routed.Constant is { } constant ? AnswerConstant(exchange, workspace, form, routed, constant) : Prepare(workspace, routed, ref lane);
            if (again is null && lane is not null)
                again = Finish(exchange, workspace, form, routed, lane, new StageClock(time, time.GetTimestamp()), new StageTimes { Queue = time.GetElapsedTime(exchange.StartedAt) });
            if (again is not null)
                CountFailed(exchange, workspace, routed, again.Code);
            return again;
        }
        finally
        {
            Leave(routed, lane);
        }
    }
}
