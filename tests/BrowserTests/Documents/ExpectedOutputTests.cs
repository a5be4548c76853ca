namespace ControlPlane.BrowserTests.Documents;

public sealed class ExpectedOutputTests
{
    [Theory]
    [InlineData("a\nb", "a  \nb\n", true)]
    [InlineData("a … c", "a 17 c", true)]
    [InlineData("…\nb", "x\ny\nb", true)]
    [InlineData("a\n…\nb", "a\nb", true)]
    [InlineData("a", "a\nb", false)]
    [InlineData("a … c", "a 17\nc", false)]
    [InlineData("a … c", "a 17 d", false)]
    [InlineData("(a)", "a", false)]
    [InlineData("…\nb", "x\ny", false)]
    public void IsMet_ByWhatWasPrinted_OnlyWhereNothingElseIsThere(string expected, string printed, bool isMet) =>
        Assert.Equal(isMet, ExpectedOutput.IsMet(expected, printed));

    [Fact]
    public void Parts_OfAPage_StandInItsOrder()
    {
        const string page = "# A\n\n```sh\nnot this\n```\n\n```bash\nls\n```\n\n```text\nb\n```\n\nSee <http://127.0.0.1:5080/x>.\n\n![c](images/d-e.png)\n";

        Assert.Equal(
            [
                new TutorialPart(TutorialPartKind.Commands, "ls\n"), new TutorialPart(TutorialPartKind.Output, "b\n"),
                new TutorialPart(TutorialPartKind.Address, "http://127.0.0.1:5080/x"), new TutorialPart(TutorialPartKind.Picture, "d-e"),
            ],
            TutorialPart.Of(page));
    }
}
