using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Models;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Outbound;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Models;

/// <summary>Fetches a file from an allowed host and registers it, if it is what it should be. What was refused is in the audit too. A singleton, thread-safe.</summary>
public sealed class ImportFromUrlCommand(
    CommandAccess access, ImportAddresses addresses, ImportClient client, RegisterVersionCommand register, StateWriter writer,
    IOptions<ModelSourceOptions> sources, IOptions<DataOptions> data, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: <see cref="ImportRefusals"/>, and those of <see cref="RegisterVersionCommand"/>.</returns>
    public async Task<Outcome<VersionRegistration>> RunAsync(ImportFromUrlRequest request, Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckAsync<ImportFromUrlCommand>(actor, AccessScope.Anywhere, cancellation) is { } forbidden)
            return forbidden;
        var outcome = await TryAsync(request, actor, cancellation);
        if (outcome.Refusal is { Code: ImportRefusals.AddressRefused or ImportRefusals.DigestMismatch } refusal && RegisteredModel.Create(request.Model, clock.GetUtcNow()).IsAccepted)
        {
            await writer.RunAsync<bool>(
                (context, _) =>
                {
                    context.Note(RegistryDrafts.ImportRefused(request.Model, refusal, actor, clock.GetUtcNow()));
                    return Task.FromResult<Outcome<bool>>(true);
                },
                cancellation);
        }

        return outcome;
    }

    private async Task<Outcome<VersionRegistration>> TryAsync(ImportFromUrlRequest request, Actor actor, CancellationToken cancellation)
    {
        var address = addresses.Judge(request.Address);
        var digest = ImportAddresses.JudgeDigest(request.Digest);
        if ((address.Refusal ?? digest.Refusal) is { } refusal)
            return refusal;

        var limit = sources.Value.ImportTimeout;
        using var late = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            using var answer = await client.AskAsync(address.Value, either.Token);
            if (WhyUnusable(answer) is { } unusable)
                return unusable;
            await using var content = await answer.Content.ReadAsStreamAsync(either.Token);
            return await register.RunAsync(
                new RegisterVersionRequest
                {
                    Model = request.Model,
                    Content = content,
                    Description = request.Description,
                    Tags = request.Tags,
                    ExpectedDigest = digest.Value,
                    Signature = request.Signature,
                },
                actor,
                either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Unreachable($"did not give the whole file within {limit.TotalSeconds:0.#} s");
        }
        catch (HttpRequestException exception) when (exception.InnerException is AddressRefusedException refused)
        {
            return Refusal.OfField(ImportRefusals.AddressRefused, "url", refused.Message.TrimEnd('.'), "use a public address");
        }
        catch (HttpRequestException exception)
        {
            return Unreachable($"cannot be asked: {OutboundFailure.ReasonOf(exception)}");
        }
        catch (IOException exception)
        {
            return Unreachable($"broke off: {exception.Message.TrimEnd('.')}");
        }
    }

    private Refusal? WhyUnusable(HttpResponseMessage answer)
    {
        if ((int)answer.StatusCode is >= 300 and < 400)
            return Refusal.OfField(ImportRefusals.AddressRefused, "url", "leads elsewhere, and redirects are not followed", "give the address of the file itself");
        if (!answer.IsSuccessStatusCode)
            return Unreachable($"answers {(int)answer.StatusCode}");
        return answer.Content.Headers.ContentLength > data.Value.ArtifactLimit
            ? Unreachable($"has {answer.Content.Headers.ContentLength} bytes, more than the {data.Value.ArtifactLimit} allowed")
            : null;
    }

    private static Refusal Unreachable(string problem) => Refusal.OfField(ImportRefusals.Unreachable, "url", problem, "check that the host gives the file to anybody, and try again");
}
