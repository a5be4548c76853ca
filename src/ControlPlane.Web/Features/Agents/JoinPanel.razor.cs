using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Features.Access;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Agents;

/// <summary>Makes a join token and shows the command that uses it.</summary>
public sealed partial class JoinPanel
{
    private string _pool = EndpointDraft.DefaultPool;
    private string? _problem;
    private IssuedJoinToken? _token;

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required CreateJoinTokenCommand CreateJoinToken { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    private string Command =>
        $"dotnet run --project src/Agent -- --control-plane {Navigation.BaseUri.TrimEnd('/')} --join-token {_token!.Token} " +
        $"--pool {_token.Pool} --listen http://127.0.0.1:5101 --data data/agent-1";

    private async Task MakeAsync()
    {
        var outcome = await CreateJoinToken.RunAsync(new CreateJoinTokenRequest(_pool.Trim()), Viewer.Actor, CancellationToken.None);
        _problem = outcome.Refusal?.Sentence;
        _token = outcome.IsAccepted ? outcome.Value : null;
    }
}
