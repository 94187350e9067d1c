#include "core/lab/engine/engine.h"

#include "core/base/error.h"
#include "core/lab/engine/convert.h"
#include "core/lab/engine/interpreter.h"
#include "core/lab/engine/parser.h"

using namespace Qt::StringLiterals;

namespace rejoin::lab {

namespace engine {

Value versionTable()
{
    const auto version = [](QStringView text) { return Value(clixml::Value::version(text)); };
    Array compatible;
    for (const auto *text : {u"1.0", u"2.0", u"3.0", u"4.0", u"5.0", u"5.1"})
        compatible.append(version(text));
    Table table;
    table.set(Value::string(u"PSVersion"_s), version(u"5.1.0.0"));
    table.set(Value::string(u"PSEdition"_s), Value::string(u"RejoinLab"_s));
    table.set(Value::string(u"PSCompatibleVersions"_s), Value::array(std::move(compatible)));
    table.set(Value::string(u"PSRemotingProtocolVersion"_s), version(u"2.3"));
    table.set(Value::string(u"SerializationVersion"_s), version(u"1.1.0.1"));
    table.set(Value::string(u"WSManStackVersion"_s), version(u"3.0"));
    return Value::table(std::move(table));
}

namespace {

class BuiltinEngine final : public Engine
{
public:
    explicit BuiltinEngine(const EngineSettings &settings) : m_runspace(std::make_shared<Runspace>(settings))
    {
        defineFunctions();
    }
    ~BuiltinEngine() override { m_runspace->jobs.stopAll(); }

    Task<EngineOutcome> run(psrp::CreatePipeline request, QList<clixml::Value> input,
                            std::shared_ptr<PipelineSink> sink, base::CancelToken cancel) override
    {
        const auto interpreter =
            std::make_shared<Interpreter>(m_runspace, std::move(sink), std::move(cancel), request.hostInfo);
        return interpreter->run(std::move(request), std::move(input));
    }

    clixml::Value privateData() const override
    {
        clixml::ObjectBuilder data;
        data.typeNames(
            {"System.Management.Automation.PSPrimitiveDictionary", "System.Collections.Hashtable", "System.Object"});
        data.container(clixml::Container::Dictionary);
        if (!m_runspace->settings.hidesVersions)
            data.entry("PSVersionTable", toClixml(versionTable()));
        return data.build();
    }

    void shutdown() override { m_runspace->jobs.stopAll(); }

private:
    void defineFunctions()
    {
        std::shared_ptr<const ScriptBlock> block;
        try {
            block = parseScript(m_runspace->settings.functions);
        } catch (const ParseFailure &failure) {
            throw base::Error(base::ErrorCategory::InvalidArgument, u"SeedInvalid"_s,
                              base::Text(QT_TRANSLATE_NOOP("core", "The functions of a session configuration are no "
                                                                   "script: %1"),
                                         {failure.message}));
        }
        for (const StatementPtr &statement : block->end) {
            if (statement->kind != Statement::Kind::Function)
                continue;
            m_runspace->functions.insert(statement->name.toLower(), statement->script);
            m_runspace->settings.visible.append(statement->name);
        }
    }

    std::shared_ptr<Runspace> m_runspace;
};

} // namespace
} // namespace engine

std::shared_ptr<Engine> makeBuiltinEngine(const EngineSettings &settings)
{
    return std::make_shared<engine::BuiltinEngine>(settings);
}

} // namespace rejoin::lab
