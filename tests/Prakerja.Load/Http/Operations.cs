namespace Prakerja.Load.Http;

/// <summary>The kinds of requests that the driver makes; each is measured separately.</summary>
internal sealed class Operations
{
    private readonly List<Operation> all = [];

    public Operations()
    {
        SignUp = Add("sign-up");
        Verify = Add("verify phone");
        AskCode = Add("ask for code");
        LogIn = Add("log in");
        ReadMessages = Add("read messages");
        StartTest = Add("start test");
        AnswerTest = Add("answer test");
        Join = Add("join");
        Dashboard = Add("dashboard");
        Heartbeat = Add("video heartbeat");
        Card = Add("card");
        PurchaseCode = Add("purchase code");
        Buy = Add("buy");
        CancelPurchase = Add("cancel purchase");
        Redeem = Add("redeem");
        PreTest = Add("pre-test");
        Complete = Add("complete");
        Certify = Add("certify");
        Review = Add("review");
        LinkWallet = Add("link wallet");
        CheckWallet = Add("check wallet");
        ReturnPayout = Add("return payout");
        Survey = Add("survey");
        Incentives = Add("incentives");
        Account = Add("account");
        Manage = Add("management");
        Public = Add("public");
    }

    public IReadOnlyList<Operation> All => all;

    public Operation SignUp { get; }

    public Operation Verify { get; }

    public Operation AskCode { get; }

    public Operation LogIn { get; }

    public Operation ReadMessages { get; }

    public Operation StartTest { get; }

    public Operation AnswerTest { get; }

    public Operation Join { get; }

    public Operation Dashboard { get; }

    public Operation Heartbeat { get; }

    public Operation Card { get; }

    public Operation PurchaseCode { get; }

    public Operation Buy { get; }

    public Operation CancelPurchase { get; }

    public Operation Redeem { get; }

    public Operation PreTest { get; }

    public Operation Complete { get; }

    public Operation Certify { get; }

    public Operation Review { get; }

    public Operation LinkWallet { get; }

    public Operation CheckWallet { get; }

    public Operation ReturnPayout { get; }

    public Operation Survey { get; }

    public Operation Incentives { get; }

    public Operation Account { get; }

    public Operation Manage { get; }

    public Operation Public { get; }

    private Operation Add(string name)
    {
        var operation = new Operation(name);
        all.Add(operation);
        return operation;
    }
}
