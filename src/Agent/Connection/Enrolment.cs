using System.Text.Json;
using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Keys;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Connection;

/// <summary>
/// Makes this process a member once: with a join token, at the control plane. Later starts read what was kept.
/// A control plane that is not there is asked again until it is.
/// </summary>
internal sealed class Enrolment(HttpClient client, ControlPlaneAddresses addresses, IDisk disk, BackoffPolicy backoff, TimeProvider time, ILogger<Enrolment> logger)
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(15);

    /// <summary>The identity: kept, or new.</summary>
    /// <returns>Refusals: <c>identity_unreadable</c>, <c>key_unreadable</c>, <c>pool_differs</c>, <c>join_token_missing</c>, <c>join_refused</c>.</returns>
    public async Task<Outcome<AgentIdentity>> RunAsync(AgentOptions options, CancellationToken cancellationToken)
    {
        var kept = IdentityFile.Load(disk, options.DataFolder);
        if (!kept.IsAccepted)
            return kept.Refusal;
        if (kept.Value.Document is { } document && document.Pool != options.Pool)
            return Refusal.OfField("pool_differs", "--pool", $"is '{options.Pool}', this data folder joined '{document.Pool}'", "name that pool, or use another data folder");
        if (kept.Value.Document is null && options.JoinToken is null)
        {
            return Refusal.OfField(
                "join_token_missing",
                "--join-token",
                $"is missing and {options.DataFolder} holds no identity",
                "make a join token on the control plane and give it");
        }

        var key = AgentKeyFile.LoadOrCreate(disk, options.DataFolder);
        if (!key.IsAccepted)
            return key.Refusal;
        return kept.Value.Document is { } known
            ? new AgentIdentity(known.Membership, known.Pool, key.Value, known.ReceivedAt ?? default)
            : await JoinAsync(options, key.Value, cancellationToken);
    }

    private async Task<Outcome<AgentIdentity>> JoinAsync(AgentOptions options, AgentKey key, CancellationToken cancellationToken)
    {
        addresses.Next();
        for (var attempt = 0; ; attempt++)
        {
            string failure;
            try
            {
                var answer = await AskAsync(options, key, cancellationToken);
                if (answer.IsAccepted || answer.Refusal.Code != "control_plane_failed")
                    return answer;
                failure = answer.Refusal.Sentence;
            }
            catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                failure = e.Message;
            }

            var delay = backoff.DelayOf(attempt);
            logger.JoinFailed(delay, failure);
            addresses.Next();
            await Task.Delay(delay, time, cancellationToken);
        }
    }

    private async Task<Outcome<AgentIdentity>> AskAsync(AgentOptions options, AgentKey key, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(AnswerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var response = await client.SendAsync(RequestOf(options, key), either.Token);
        var body = await response.Content.ReadAsByteArrayAsync(either.Token);
        if ((int)response.StatusCode is >= 500 or 429)
            return new Refusal("control_plane_failed", $"The control plane answered {(int)response.StatusCode}.");
        if (!response.IsSuccessStatusCode)
            return new Refusal("join_refused", $"The control plane refused the join token with {(int)response.StatusCode}: {ProblemText.SentenceIn(body)}");

        return Keep(options, key, body);
    }

    // The token works once, so the proof that goes with it needs no nonce.
    private HttpRequestMessage RequestOf(AgentOptions options, AgentKey key)
    {
        var body = new JoinRequest { JoinToken = options.JoinToken!, Name = options.Name, Pool = options.Pool, PublicKey = key.PublicKey, Labels = options.Labels };
        var address = new Uri(addresses.Current, AgentRoutes.Join);
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body, ContractsJsonContext.Default.JoinRequest) };
        request.Headers.TryAddWithoutValidation(KeyProof.Header, AgentProver.ProofOf(key, "POST", address, body.JoinToken, nonce: null, time));
        return request;
    }

    private Outcome<AgentIdentity> Keep(AgentOptions options, AgentKey key, byte[] body)
    {
        try
        {
            var membership = JsonSerializer.Deserialize(body, ContractsJsonContext.Default.JoinResponse);
            if (membership is null || membership.FeedbackKey.Length != FeedbackTokenCodec.KeyLength)
                return new Refusal("join_refused", "The control plane's answer is not the one of a join.");
            if (membership.ExpiresAt is null || !membership.SigningKeys.Any(k => !k.IsRetired))
                return new Refusal("join_refused", "The control plane is older than this agent: it signs no tables. Bring it up to date first.");

            membership = membership with { SigningKeys = [.. membership.SigningKeys.Where(k => !k.IsRetired)] };
            var document = new IdentityDocument(options.ControlPlane.ToString(), options.Pool, membership, time.GetUtcNow());
            IdentityFile.Save(disk, options.DataFolder, document);
            logger.Joined(membership.AgentId, membership.ClusterId, options.Pool);
            return new AgentIdentity(membership, options.Pool, key, document.ReceivedAt!.Value);
        }
        catch (JsonException e)
        {
            return new Refusal("join_refused", $"The control plane's answer is not the one of a join: {e.Message}");
        }
    }
}
