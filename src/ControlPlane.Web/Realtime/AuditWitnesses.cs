using System.Collections.Concurrent;
using ControlPlane.Contracts.Audit;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Audit;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Web.Realtime;

/// <summary>
/// Listens to which head of the audit each agent keeps. A head that the chain does not hold is told at once, in log and audit and on screens,
/// and stays told until this process ends. A singleton, thread-safe.
/// </summary>
public sealed partial class AuditWitnesses(AuditQueries audit, StateWriter writer, ChangeBell bell, TimeProvider clock, ILogger<AuditWitnesses> logger)
{
    private const int MostOfOneAgent = 3;

    private readonly ConcurrentDictionary<string, AuditWitness> _heard = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<AuditWitness, AuditDisagreement> _disagreements = new();

    /// <summary>What agents said last, and everything they ever said that the chain contradicted.</summary>
    public IReadOnlyCollection<AuditWitness> Everything => [.. _heard.Values.Union(_disagreements.Keys)];

    /// <summary>What agents said that the chain contradicts, by agent.</summary>
    public IReadOnlyList<AuditDisagreement> Disagreements => [.. _disagreements.Values.OrderBy(d => d.Witness.Name, StringComparer.Ordinal)];

    /// <summary>An agent said which head it keeps; the chain is looked at only where that is news.</summary>
    public async Task HearAsync(string agentId, string agentName, AuditHead? head, CancellationToken cancellation)
    {
        if (head is null || !AuditForm.CanBeHead(head) || (_heard.TryGetValue(agentId, out var before) && before.Head == head))
            return;

        var witness = AuditVerifier.OfAgent(agentId, agentName, head);
        _heard[agentId] = witness;
        try
        {
            if (await audit.CheckAsync(witness, cancellation) is { } disagreement && !HasSaidEnough(witness) && _disagreements.TryAdd(witness, disagreement))
                await TellAsync(agentId, disagreement, cancellation);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException)) // An agent must not lose its connection over this.
        {
            _heard.TryRemove(agentId, out _);
            LogCheckFailed(agentName, agentId, exception);
        }
    }

    // A process that speaks for an agent and invents heads must fill neither memory nor audit.
    private bool HasSaidEnough(AuditWitness witness) => _disagreements.Keys.Count(w => w.Name == witness.Name) >= MostOfOneAgent;

    private async Task TellAsync(string agentId, AuditDisagreement disagreement, CancellationToken cancellation)
    {
        LogDisagreement(disagreement.Sentence);
        bell.Ring(ChangeTopic.Audit, agentId);
        var draft = AgentDrafts.Witnessed(agentId, disagreement, clock.GetUtcNow());
        await writer.RunAsync<long>(
            async (context, token) =>
            {
                // The same agent says the same after every restart of the control plane; once is enough.
                if (!await context.AuditEntries.AnyAsync(e => e.Name == agentId && e.Action == draft.Action && e.After == draft.After, token))
                    context.Note(draft);
                return disagreement.Witness.Head.Sequence;
            },
            cancellation);
    }

    [LoggerMessage(1650, LogLevel.Error, "The audit was changed, cut or put back: {Sentence} Look at /audit, and run 'audit verify'.")]
    private partial void LogDisagreement(string sentence);

    [LoggerMessage(1651, LogLevel.Error, "What agent {Name} ({AgentId}) witnesses could not be held against the audit; its next word is.")]
    private partial void LogCheckFailed(string name, string agentId, Exception exception);
}
