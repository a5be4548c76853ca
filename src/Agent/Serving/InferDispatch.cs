using System.Runtime.CompilerServices;
using ControlPlane.AgentHost.Routing;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Has a request answered on the right thread: short ones where they arrived, long ones on threads of their own, batch requests on such of lower priority. Singleton, thread-safe.</summary>
internal sealed class InferDispatch(InferHandler infer, LongRuns longRuns, LongRuns batchRuns, AdmissionGate admission)
{
    /// <summary>Answers into the workspace and gives the body back.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="workspace">Belongs to the request until its answer is sent.</param>
    /// <param name="form">How it is written down.</param>
    /// <param name="endpoint">Where it is likely to go.</param>
    /// <param name="body">What came.</param>
    /// <param name="length">How long it was.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Refusal?> AnswerAsync(
        Exchange exchange, InferWorkspace workspace, IInferForm form, ServedEndpoint endpoint, RequestBody body, int length)
    {
        if (!admission.TryJoin(endpoint.Routing.Name))
        {
            body.Release();
            return new Refusal(ServingCodes.Overloaded, $"endpoint '{endpoint.Routing.Name}' is answering as many requests as it may; come back later");
        }

        try
        {
            if (!exchange.IsBatch && !LongRuns.IsExpected(endpoint, length))
                return await infer.AnswerAsync(exchange, workspace, form, body.Bytes).ConfigureAwait(false);

            return await AnswerApartAsync(exchange, workspace, form, endpoint, body.Bytes).ConfigureAwait(false);
        }
        finally
        {
            admission.Leave(endpoint.Routing.Name);
            body.Release();
        }
    }

    // A method of its own, because what it hands over is an object that a short request must not pay for.
    private async ValueTask<Refusal?> AnswerApartAsync(Exchange exchange, InferWorkspace workspace, IInferForm form, ServedEndpoint endpoint, ReadOnlyMemory<byte> body)
    {
        var runs = exchange.IsBatch ? batchRuns : longRuns;
        var answering = await runs.RunAsync(endpoint, () => infer.AnswerAsync(exchange, workspace, form, body)).ConfigureAwait(false);
        return await answering.ConfigureAwait(false);
    }
}
