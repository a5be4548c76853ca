using ControlPlane.AgentHost.Hosting;
using ControlPlane.DocsTests.Pages;

namespace ControlPlane.DocsTests.Reference;

public sealed class OptionsDocumentTests
{
    [Fact]
    public void Page_OfTheOptions_IsWhatTheCodeSays() => MadePart.CheckPage("docs/reference/options.md", OptionsDocument.Make());

    [Fact]
    public void Help_OfTheAgent_ExplainsEveryFlag() =>
        Assert.Equal(
            AgentFlags.Keys.Keys.Concat(AgentFlags.Sections.Keys).Order(StringComparer.Ordinal),
            OptionsDocument.AgentHelpLines().Select(l => l.Flag).Order(StringComparer.Ordinal));
}
