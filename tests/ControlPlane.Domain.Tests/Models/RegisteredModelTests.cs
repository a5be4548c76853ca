using ControlPlane.Domain.Models;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Domain.Tests.Models;

public sealed class RegisteredModelTests
{
    [Fact]
    public void Register_NewFiles_NumbersThemFromOne()
    {
        var model = RegisteredModelBuilder.AModel(versions: 3);

        Assert.Equal([1, 2, 3], model.Versions.Select(v => v.Number));
    }

    [Fact]
    public void Register_SameFileAgain_GivesTheVersionItHas()
    {
        var model = RegisteredModelBuilder.AModel(versions: 2);
        var before = model.ConcurrencyVersion;

        var again = model.Register(RegisteredModelBuilder.ADraft(RegisteredModelBuilder.DigestOf("pets", 1)), Moment.Noon).Value;

        Assert.False(again.IsNew);
        Assert.Equal(1, again.Version.Number);
        Assert.Equal(2, model.Versions.Count);
        Assert.Equal(before, model.ConcurrencyVersion);
    }

    [Fact]
    public void Register_DescriptionAndTagsTooLong_ListsEveryProblem()
    {
        var model = RegisteredModelBuilder.AModel();
        var draft = RegisteredModelBuilder.ADraft("d") with { Description = new string('x', 2_001), Tags = ["fine", "", new string('t', 101)] };

        var refusal = model.Register(draft, Moment.Noon).Refusal;

        Assert.Equal(ModelRefusals.Invalid, refusal?.Code);
        Assert.Equal(["description", "tags[1]", "tags[2]"], refusal!.Fields.Select(f => f.Field));
    }

    [Fact]
    public void Create_NameThatIsNoDnsLabel_Refuses() =>
        Assert.Equal(ModelRefusals.Invalid, RegisteredModel.Create("My Model", Moment.Noon).Refusal?.Code);

    [Fact]
    public void SetAlias_Again_MovesIt()
    {
        var model = RegisteredModelBuilder.AModel();
        _ = model.SetAlias("candidate", 1, Moment.Noon).Value;

        var moved = model.SetAlias("candidate", 3, Moment.Noon.AddMinutes(1)).Value;

        Assert.Equal((3, Moment.Noon.AddMinutes(1)), (moved.Version, moved.ChangedAt));
        Assert.Single(model.Aliases);
    }

    [Fact]
    public void SetAlias_VersionThatIsNotThere_NamesThoseThatAre()
    {
        var refusal = RegisteredModelBuilder.AModel(versions: 2).SetAlias("candidate", 7, Moment.Noon).Refusal;

        Assert.Equal(ModelRefusals.VersionNotFound, refusal?.Code);
        Assert.Equal("version: is 7, which the model 'pets' does not have; use one of 1, 2.", refusal!.Sentence);
    }
}
