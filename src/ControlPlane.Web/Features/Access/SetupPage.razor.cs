using ControlPlane.Domain.Access;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Access;

/// <summary>Sets a password by a link that works once. Rendered on the server without a circuit.</summary>
public sealed partial class SetupPage
{
    private Person? _person;
    private string? _problem;

    [Inject]
    public required SignInDesk Desk { get; init; }

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [SupplyParameterFromForm]
    public SetupForm? Typed { get; set; }

    /// <summary>The secret of the link.</summary>
    [SupplyParameterFromQuery(Name = SetupLink.Query)]
    public string? Link { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var found = await Desk.FindByLinkAsync(Link, Http.RequestAborted);
        (_person, _problem) = (found.IsAccepted ? found.Value : null, found.Refusal?.Sentence);
    }

    private async Task SetUpAsync()
    {
        var form = Typed ?? new SetupForm();
        if (form.Password != form.Again)
        {
            _problem = "The two passwords are not the same; type both again.";
            return;
        }

        var outcome = await Desk.SetUpAsync(Link, form.Password, SignInOrigin.Of(Http), Http.RequestAborted);
        if (outcome.Refusal is { } refusal)
        {
            _problem = refusal.Fields is [var field] ? $"The password {field.Problem}; {field.Remedy}." : refusal.Sentence;
            return;
        }

        await SessionCookie.SignInAsync(Http, outcome.Value);
        Http.Response.Redirect("/");
    }
}
