using System.Net;
using Npgsql;

namespace Incidents.Api.Tests.ReportingTables;

public sealed class WhatAReportingToolSees(School school) : IClassFixture<School>
{
    [Theory]
    [InlineData("select * from incidents.mt_events")]
    [InlineData("select * from incidents.mt_doc_registerentry")]
    [InlineData("select * from incidents.mt_doc_personrow")]
    [InlineData("select * from incidents.mt_doc_storedkey")]
    [InlineData("select * from incidents.reporting_logins")]
    [InlineData("insert into incidents.reporting_logins values (current_user, 'another')")]
    [InlineData("select * from incidents.change_positions")]
    [InlineData("update reporting.incidents set status = 'closed'")]
    [InlineData("delete from reporting.incidents")]
    [InlineData("truncate reporting.incidents")]
    [InlineData("insert into reporting.information_policies values ('default', gen_random_uuid(), 'x')")]
    [InlineData("alter table reporting.incidents disable row level security")]
    [InlineData("drop policy own_schools on reporting.incidents")]
    [InlineData("create table reporting.mine (id int)")]
    [InlineData("drop function reporting.my_tenants()")]
    [InlineData("set role incidents_application")]
    [InlineData("set session authorization incidents_service")]
    [InlineData("select pg_read_file('/etc/passwd')")]
    public async Task is_not_this(string statement)
    {
        var tool = await ReportingTool.Of(school, "default");

        (await tool.IsRefused(statement)).Should().Be(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task are_the_tables_and_no_other()
    {
        var tool = await ReportingTool.Of(school, "default");

        var readable = await tool.Asks(
            """
            select distinct n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'v', 'm', 'f', 'p') and has_schema_privilege(n.oid, 'usage')
                and has_table_privilege(c.oid, 'select')
            order by 1
            """);

        readable.SelectMany(row => row).Should()
            .BeEquivalentTo("information_schema", "pg_catalog", "reporting");
    }

    [Fact]
    public async Task is_its_own_school_alone_whatever_it_sets()
    {
        var made = await school.Administrator.Posts(
            "/v1/admin/tenants", new { tenant = "oakfield", name = "Oakfield" });
        made.ShouldBe(HttpStatusCode.Created);
        var teacher = await school.Joins(school.With(made["key"]!.GetValue<string>()), "una", "Una",
            Domain.Role.Staff);
        await school.Reports();
        await teacher.Reports(Tales.LostLaptop);
        await ReportingTool.HasEverything(school);

        (await Schools(await ReportingTool.Of(school, "default"))).Should().Equal("default");
        (await Schools(await ReportingTool.Of(school, "oakfield"))).Should().Equal("oakfield");
        (await Schools(await ReportingTool.Of(school, "default", "oakfield"))).Should()
            .Equal("default", "oakfield");
        var nobodys = await ReportingTool.Of(school);
        (await Schools(nobodys)).Should().BeEmpty();
        (await nobodys.IsRefused("set row_security = off; select count(*) from reporting.incidents")).Should()
            .Be(PostgresErrorCodes.InsufficientPrivilege);
    }

    private static async Task<IEnumerable<string>> Schools(ReportingTool tool) =>
        (await tool.Asks("select distinct tenant_id from reporting.incidents order by 1"))
            .Select(row => row.Single());
}
