using System.Text.Json;
using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Json;
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
    /// <returns>Refusals: <c>identity_unreadable</c>, <c>pool_differs</c>, <c>join_token_missing</c>, <c>join_refused</c>.</returns>
    public async Task<Outcome<AgentIdentity>> RunAsync(AgentOptions options, CancellationToken cancellationToken)
    {
        var kept = IdentityFile.Load(disk, options.DataFolder);
        if (!kept.IsAccepted)
            return kept.Refusal;
        if (kept.Value.Identity is { } identity)
        {
            return identity.Pool == options.Pool
                ? identity
                : Refusal.OfField(
                    "pool_differs",
                    "--pool",
                    $"is '{options.Pool}', this data folder joined '{identity.Pool}'",
                    "name that pool, or use another data folder");
        }

        if (options.JoinToken is null)
        {
            return Refusal.OfField(
                "join_token_missing",
                "--join-token",
                $"is missing and {options.DataFolder} holds no identity",
                "make a join token on the control plane and give it");
        }

        return await JoinAsync(options, cancellationToken);
    }

    private async Task<Outcome<AgentIdentity>> JoinAsync(AgentOptions options, CancellationToken cancellationToken)
    {
        addresses.Next();
        for (var attempt = 0; ; attempt++)
        {
            string failure;
            try
            {
                var answer = await AskAsync(options, cancellationToken);
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

    private async Task<Outcome<AgentIdentity>> AskAsync(AgentOptions options, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(AnswerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var request = new JoinRequest { JoinToken = options.JoinToken!, Name = options.Name, Pool = options.Pool, Labels = options.Labels };
        using var response = await client.PostAsJsonAsync(AgentRoutes.Join, request, ContractsJsonContext.Default.JoinRequest, either.Token);
        var body = await response.Content.ReadAsByteArrayAsync(either.Token);
        if ((int)response.StatusCode is >= 500 or 429)
            return new Refusal("control_plane_failed", $"The control plane answered {(int)response.StatusCode}.");
        if (!response.IsSuccessStatusCode)
            return new Refusal("join_refused", $"The control plane refused the join token with {(int)response.StatusCode}: {SentenceIn(body)}");

        return Keep(options, body);
    }

    private Outcome<AgentIdentity> Keep(AgentOptions options, byte[] body)
    {
        try
        {
            var membership = JsonSerializer.Deserialize(body, ContractsJsonContext.Default.JoinResponse);
            if (membership is null || membership.FeedbackKey.Length != FeedbackTokenCodec.KeyLength)
                return new Refusal("join_refused", "The control plane's answer is not the one of a join.");

            var document = new IdentityDocument(options.ControlPlane.ToString(), options.Pool, membership);
            IdentityFile.Save(disk, options.DataFolder, document);
            logger.Joined(membership.AgentId, membership.ClusterId, options.Pool);
            return new AgentIdentity(membership, options.Pool);
        }
        catch (JsonException e)
        {
            return new Refusal("join_refused", $"The control plane's answer is not the one of a join: {e.Message}");
        }
    }

    // A problem document says it in "detail"; anything else is not worth showing.
    private static string SentenceIn(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("detail", out var detail)
                ? detail.ToString()
                : "it gave no reason";
        }
        catch (JsonException)
        {
            return "it gave no reason";
        }
    }
}
