using System.Threading.Channels;
using ControlPlane.AgentHost.Connection;

namespace ControlPlane.AgentHost.Tests.Fakes;

/// <summary>Connections that a test makes, cuts and refuses. Each attempt waits in <see cref="Attempts"/> until the test answers it.</summary>
internal sealed class FakeLink : IControlPlaneLink
{
    private readonly Channel<TaskCompletionSource<IControlPlaneSession>> _attempts =
        Channel.CreateUnbounded<TaskCompletionSource<IControlPlaneSession>>();

    public ChannelReader<TaskCompletionSource<IControlPlaneSession>> Attempts => _attempts.Reader;

    public Task<IControlPlaneSession> ConnectAsync(CancellationToken cancellationToken)
    {
        var attempt = new TaskCompletionSource<IControlPlaneSession>(TaskCreationOptions.RunContinuationsAsynchronously);
        _attempts.Writer.TryWrite(attempt);
        return attempt.Task.WaitAsync(cancellationToken);
    }
}
