using System.Text.Json;
using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Keys;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Connection;

/// <summary>Renews the credential, and learns which keys sign tables now. An agent that joined before keys were binds its membership to its key with this. One caller at a time.</summary>
internal sealed class Renewal(HttpClient client, AgentIdentity identity, IDisk disk, AgentOptions options, TimeProvider time)
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Renews once.</summary>
    /// <returns>Refusals: <c>renewal_failed</c>, worth another try soon; <c>renewal_refused</c>, until somebody does something; <see cref="RefusalCodes.WrongCluster"/>. Nothing changed then.</returns>
    public async Task<Outcome<JoinResponse>> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var timeout = new CancellationTokenSource(AnswerTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            var request = new RenewalRequest { PublicKey = identity.IsBound ? null : identity.Key.PublicKey };
            using var response = await client.PostAsJsonAsync(AgentRoutes.Renewal, request, ContractsJsonContext.Default.RenewalRequest, either.Token);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token);
            if (response.IsSuccessStatusCode)
                return Keep(body);
            var isRefused = (int)response.StatusCode is 401 or 403;
            return new Refusal(isRefused ? "renewal_refused" : "renewal_failed", $"The control plane answered {(int)response.StatusCode}: {ProblemText.SentenceIn(body)}");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || DiskErrors.IsDisk(e) || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new Refusal("renewal_failed", e.Message);
        }
    }

    private Outcome<JoinResponse> Keep(byte[] body)
    {
        var renewed = JsonSerializer.Deserialize(body, ContractsJsonContext.Default.JoinResponse)!;
        if (renewed.ClusterId != identity.ClusterId || renewed.AgentId != identity.AgentId)
            return new Refusal(RefusalCodes.WrongCluster, $"The answer is for the agent '{renewed.AgentId}' of the installation '{renewed.ClusterId}', this is '{identity.AgentId}' of '{identity.ClusterId}'.");
        var keys = identity.SigningKeys.Count == 0
            ? [.. renewed.SigningKeys.Where(k => !k.IsRetired)]
            : SigningKeyTrust.Follow(identity.ClusterId, identity.SigningKeys, renewed.SigningKeys);
        if (keys.Count == 0 || renewed.ExpiresAt is null)
            return new Refusal(RefusalCodes.BadSignature, "No key that this agent knows vouches for the keys by which tables are signed now; the credential is not renewed.");

        var kept = renewed with { SigningKeys = keys, FeedbackKey = identity.FeedbackKey };
        var now = time.GetUtcNow();
        IdentityFile.Save(disk, options.DataFolder, new IdentityDocument(options.ControlPlane.ToString(), identity.Pool, kept, now));
        identity.Renew(kept, now);
        return kept;
    }
}
