using ControlPlane.Demo.Models;
using ControlPlane.Demo.Pictures;
using ControlPlane.Demo.Transactions;

namespace ControlPlane.Demo.Users;

/// <summary>Rendered requests to choose from, so that a call costs no drawing and no formatting.</summary>
public sealed class RequestStock
{
    /// <summary>Requests kept per animal, and per kind of payment.</summary>
    private const int PerGroup = 300;

    private readonly PreparedRequest[][] _pictures;
    private readonly PreparedRequest[] _legitimate;
    private readonly PreparedRequest[] _frauds;

    public RequestStock(Random random)
    {
        var pictures = new PictureGenerator(random.Child());
        var transactions = new TransactionGenerator(random.Child());
        _pictures = [.. Enum.GetValues<Animal>().Select(animal => Fill(() => Prepare(pictures.Take(animal))))];
        _legitimate = Fill(() => Prepare(transactions.Make(fraud: false)));
        _frauds = Fill(() => Prepare(transactions.Make(fraud: true)));
    }

    public PreparedRequest PickPicture(Animal animal, Random random) => random.OneOf<PreparedRequest>(_pictures[(int)animal]);

    public PreparedRequest PickTransaction(Random random) =>
        random.OneOf<PreparedRequest>(random.Happens(TransactionGenerator.UsualFraudShare) ? _frauds : _legitimate);

    private static PreparedRequest[] Fill(Func<PreparedRequest> prepare) => [.. Enumerable.Range(0, PerGroup).Select(_ => prepare())];

    private static PreparedRequest Prepare(Picture picture) => new(
        PetsModels.Name,
        RequestWriter.AfterId(PetsModels.Input, [1, Picture.Planes, Picture.Side, Picture.Side], picture.Pixels),
        picture.Animal.Name());

    private static PreparedRequest Prepare(Transaction transaction) => new(
        FraudModels.Name,
        RequestWriter.AfterId(FraudModels.Input, [1, Transaction.Length], transaction.Features),
        Transaction.ClassNames[transaction.ToExample().Label]);
}
