using ControlPlane.Demo.Commands;

namespace ControlPlane.Demo.Tests.Commands;

public sealed class ArgumentsTests
{
    [Fact]
    public void Values_InEitherForm_AreRead()
    {
        var arguments = new Arguments(["--out", "folder", "--rate=2.5", "--seed", "7"]);

        Assert.Equal("folder", arguments.RequiredText("--out"));
        Assert.Equal(2.5, arguments.Number("--rate", 0, 10));
        Assert.Equal(7, arguments.Whole("--seed", 0, 10));
        Assert.Null(arguments.Text("--other"));
        Assert.Empty(arguments.Problems);
    }

    [Fact]
    public void Problems_SeveralMistakes_AreAllNamed()
    {
        var arguments = new Arguments(["stray", "--rate", "fast", "--seed", "-1", "--colour", "red", "--seed", "2", "--out"]);

        arguments.RequiredText("--out");
        arguments.RequiredText("--agents");
        arguments.Number("--rate", 0, 10);
        arguments.Whole("--seed", 0, 10);

        Assert.Equal(
            [
                "'stray' is not an option; options begin with --",
                "--seed is given twice",
                "--out needs a value",
                "--agents is required",
                "--rate must be a number from 0 to 10, not 'fast'",
                "--seed must be a whole number from 0 to 10, not '-1'",
                "--colour is not known",
            ],
            arguments.Problems);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("11")]
    [InlineData("1,5")]
    public void Number_OutOfBoundsOrNone_IsAProblem(string text)
    {
        var arguments = new Arguments(["--rate", text]);

        Assert.Null(arguments.Number("--rate", 0, 10));
        Assert.Single(arguments.Problems);
    }
}
