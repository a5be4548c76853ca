using ControlPlane.Web.Features.Access.Identity;
using ControlPlane.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Access;

/// <summary>Signs in by name and password. Rendered on the server without a circuit, so that strangers cost none, and it works without scripts.</summary>
public sealed partial class SignInPage
{
    private string? _problem;

    [Inject]
    public required SignInDesk Desk { get; init; }

    [Inject]
    public required IOptions<AccessOptions> Options { get; init; }

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [SupplyParameterFromForm]
    public SignInForm? Typed { get; set; }

    /// <summary>Where to go afterwards.</summary>
    [SupplyParameterFromQuery]
    public string? ReturnTo { get; set; }

    /// <summary>Whether a session ended under somebody's hands.</summary>
    [SupplyParameterFromQuery(Name = "ended")]
    public bool HasEnded { get; set; }

    /// <summary>Why the identity provider let nobody in; see <see cref="SignInProblem"/>.</summary>
    [SupplyParameterFromQuery]
    public string? Problem { get; set; }

    private IdentityProviderOptions Provider => Options.Value.IdentityProvider;

    private string ProviderPath => $"{IdentityRoutes.There}?returnTo={Uri.EscapeDataString(LocalPath.Of(ReturnTo))}";

    private SignInForm Form => Typed ??= new SignInForm();

    private async Task SignInAsync()
    {
        var outcome = await Desk.SignInAsync(Form.Name.Trim(), Form.Password, SignInOrigin.Of(Http), Http.RequestAborted);
        if (outcome.Refusal is { } refusal)
        {
            _problem = refusal.Sentence;
            Form.Password = "";
            return;
        }

        await SessionCookie.SignInAsync(Http, outcome.Value);
        Http.Response.Redirect(LocalPath.Of(ReturnTo));
    }
}
