using ControlPlane.Contracts.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Writing;

/// <summary>One unit of work that waits for its turn; its result is known only after the commit of the group it is in.</summary>
internal abstract class WriteItem<TContext>(CancellationToken cancellationToken)
    where TContext : DbContext
{
    /// <summary>A unit that was given up before its turn is not begun; once begun it is finished.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Runs the unit inside the open transaction.</summary>
    /// <returns>True when its changes are to be kept.</returns>
    public abstract Task<bool> RunAsync(TContext context);

    /// <summary>Remembers why the unit failed.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>Tells the caller: the group is committed.</summary>
    public abstract void Complete();
}

/// <inheritdoc />
internal sealed class WriteItem<TContext, T>(Func<TContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken)
    : WriteItem<TContext>(cancellationToken)
    where TContext : DbContext
    where T : notnull
{
    private readonly TaskCompletionSource<Outcome<T>> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Outcome<T> _outcome;
    private Exception? _failure;

    public Task<Outcome<T>> Completion => _completion.Task;

    public override async Task<bool> RunAsync(TContext context)
    {
        _outcome = await work(context, CancellationToken.None);
        if (!_outcome.IsAccepted)
            return false;
        await context.SaveChangesAsync(CancellationToken.None);
        return true;
    }

    public override void Fail(Exception exception) => _failure = exception;

    public override void Complete()
    {
        if (_failure is OperationCanceledException canceled)
            _completion.TrySetCanceled(canceled.CancellationToken);
        else if (_failure is not null)
            _completion.TrySetException(_failure);
        else
            _completion.TrySetResult(_outcome);
    }
}
