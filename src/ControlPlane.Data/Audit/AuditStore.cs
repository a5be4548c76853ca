using ControlPlane.Contracts.Audit;
using ControlPlane.Domain.Audit;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Audit;

/// <summary>Appends to the audit chain; inside a unit of <see cref="Writing.StateWriter"/>, whose transaction carries the change as well.</summary>
public sealed class AuditStore(StateContext context)
{
    /// <summary>The newest entry of the chain; null before the first.</summary>
    public async Task<AuditHead?> HeadAsync(CancellationToken cancellationToken) =>
        (await context.ChainHeads.OrderBy(h => h.Id).FirstOrDefaultAsync(cancellationToken))?.Value;

    /// <summary>Makes entries of drafts, in their order. The caller saves.</summary>
    internal async Task AppendAsync(IReadOnlyCollection<AuditDraft> drafts, CancellationToken cancellationToken)
    {
        var known = await context.ChainHeads.OrderBy(h => h.Id).FirstOrDefaultAsync(cancellationToken);
        var head = known?.Value ?? AuditForm.Beginning;
        foreach (var draft in drafts)
        {
            var entry = AuditEntry.Following(head, draft);
            context.AuditEntries.Add(entry);
            head = entry.Head;
        }

        if (known is null)
            context.ChainHeads.Add(ChainHead.At(head));
        else
            known.MoveTo(head);
    }
}
