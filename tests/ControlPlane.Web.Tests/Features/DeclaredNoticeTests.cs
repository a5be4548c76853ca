using Bunit;
using ControlPlane.Domain.Declarations;
using ControlPlane.Web.Features;
using ControlPlane.Web.Features.Declarations;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features;

public sealed class DeclaredNoticeTests : PageContext
{
    [Fact]
    public async Task Notice_OfAThingThatAFileDeclared_NamesTheFileAndWhatItOwns()
    {
        var draft = new DeclarationDraft { Kind = "InferenceEndpoint", Name = "pets", Content = """{"model":"pets","stableVersion":1,"guards":{"errorShare":0.1}}""", Source = "vision/pets.yaml" };
        await Services.GetRequiredService<PutDeclarationCommand>().RunAsync(draft, Actors.ByApi, CancellationToken.None);

        var notice = Render("pets");

        Assert.StartsWith("A file owns model, stableVersion and guards here: vision/pets.yaml, applied by local user", notice.WaitForElement("p").TextContent.Trim());
    }

    [Fact]
    public void Notice_OfAThingThatPeopleMade_IsNotThere() => Assert.Empty(Render("pets").Markup.Trim());

    private IRenderedComponent<DeclaredNotice> Render(string name) => Render<DeclaredNotice>(p => p.Add(n => n.Kind, "InferenceEndpoint").Add(n => n.Name, name));
}
